/// A gradient from 0 at one point to 1 at another, across the line between them; before it 0, after it 1.
public struct LinearMask: Hashable, Sendable {
    /// Where the gradient begins, with 0.
    public let from: MaskShape.Place
    /// Where it ends, with 1.
    public let to: MaskShape.Place

    /// Nil for equal points, and for points too far outside the image.
    public init?(from: MaskShape.Place, to: MaskShape.Place) {
        guard from != to, from.isUsable, to.isUsable else { return nil }
        (self.from, self.to) = (from, to)
    }

    /// The mask of an image of a size, blurred by a Gaussian as on an image without borders.
    ///
    /// - Parameters:
    ///   - deviation: the Gaussian's standard deviation, pixels; 0 for none.
    ///   - move: how far it is moved, in shares of the image's width and height.
    package func image(of size: Size, deviation: Double, movedBy move: MaskShape.Place) throws
        -> Image
    {
        let (width, height) = (Double(size.width), Double(size.height))
        let (dx, dy) = ((to.x - from.x) * width, (to.y - from.y) * height)
        let length = (dx * dx + dy * dy).squareRoot()
        let ramp = Ramp(length: length, deviation: deviation)
        let (x0, y0) = ((from.x + move.x) * width, (from.y + move.y) * height)
        return try Image.mask(of: size) { x, y in
            // How far the pixel's centre lies behind the first point, along the line.
            ramp.share(at: ((x - x0) * dx + (y - y0) * dy) / length)
        }
    }
}

/// The ramp from 0 at 0 to 1 at its length, convolved with a Gaussian.
private struct Ramp {
    /// Where it begins, pixels: a ramp of less than a pixel is widened to one on both sides, so that no
    /// edge is jagged.
    let start: Double
    let length: Double
    let deviation: Double
    private let knee = SoftKnee()

    init(length: Double, deviation: Double) {
        let own = max(length, 1)
        (start, self.length, self.deviation) = ((length - own) / 2, own, deviation)
    }

    /// [k(u) − k(u − L)] / L, with k the blurred max(u, 0).
    func share(at u: Double) -> Float {
        let u = u - start
        let share =
            (knee.value(at: u, deviation) - knee.value(at: u - length, deviation)) / length
        return Float(min(max(share, 0), 1))
    }
}

/// max(x, 0) convolved with a Gaussian: max(x, 0) + σ c(|x| / σ) with c(z) = φ(z) − z (1 − Φ(z)).
private struct SoftKnee {
    /// c at 0, 1/256 … 6.
    private static let table = (0...6 * 256).map { index in
        let z = Double(index) / 256
        return NormalDistribution.density(z) - z * (1 - NormalDistribution.cumulative(z))
    }
    private let table = SoftKnee.table

    func value(at x: Double, _ deviation: Double) -> Double {
        let own = max(x, 0)
        guard deviation > 0 else { return own }
        let place = abs(x) / deviation * 256
        guard place < Double(table.count - 1) else { return own }
        let index = Int(place)
        let share = place - Double(index)
        return own + deviation * (table[index] + share * (table[index + 1] - table[index]))
    }
}
