/// A disc: 1 within, 0 without.
public struct RadialMask: Hashable, Sendable {
    /// Its centre.
    public let centre: MaskShape.Place
    /// In shares of the image's width, above 0: a disc is round on images of any proportions.
    public let radius: Double

    /// Nil for a radius that is not above 0 and at most ``MaskShape/Place/limit``, and for a centre too far
    /// outside the image.
    public init?(centre: MaskShape.Place, radius: Double) {
        guard centre.isUsable, radius > 0, radius <= MaskShape.Place.limit else { return nil }
        (self.centre, self.radius) = (centre, radius)
    }

    /// What its pixels are, by their distance from the centre, on images of a width.
    ///
    /// - Parameter deviation: of the Gaussian by which it is blurred, pixels; an edge is never sharper than
    ///   ``sharpest``, so that it is not jagged.
    package func profile(width: Int, deviation: Double) -> RadialProfile {
        RadialProfile(
            radius: radius * Double(width), deviation: max(deviation, Self.sharpest))
    }

    /// The mask of an image of a size, blurred as on an image without borders.
    ///
    /// - Parameters:
    ///   - profile: for the size's width.
    ///   - move: how far it is moved, in shares of the image's width and height.
    package func image(
        of size: Size, _ profile: RadialProfile, movedBy move: MaskShape.Place
    ) throws -> Image {
        let x0 = (centre.x + move.x) * Double(size.width)
        let y0 = (centre.y + move.y) * Double(size.height)
        return try Image.mask(of: size) { x, y in
            profile.share(at: ((x - x0) * (x - x0) + (y - y0) * (y - y0)).squareRoot())
        }
    }

    /// The standard deviation of an edge without feather, pixels: that of a pixel, √(1/12), rounded up.
    static let sharpest = 0.3
}

/// The disc of a radius blurred by a Gaussian, by the distance from its centre.
package struct RadialProfile: Sendable {
    private let deviation: Double
    /// The distance of the first number, in deviations.
    private let start: Double
    private let shares: [Double]

    /// Numbers a deviation, and deviations from the edge beyond which nothing is blurred.
    private static let (steps, reach) = (64.0, 6.0)

    init(radius: Double, deviation: Double) {
        let scaled = radius / deviation
        let start = max(0, scaled - Self.reach)
        let count = Int(((scaled + Self.reach - start) * Self.steps).rounded(.up))
        (self.deviation, self.start) = (deviation, start)
        shares = (0...count).map {
            Self.share(at: start + Double($0) / Self.steps, radius: scaled)
        }
    }

    /// A pixel's share, 0…1.
    ///
    /// - Parameter distance: from the centre, pixels.
    func share(at distance: Double) -> Float {
        let place = (distance / deviation - start) * Self.steps
        guard place > 0 else { return Float(shares[0]) }
        guard place < Double(shares.count - 1) else { return 0 }
        let index = Int(place)
        let share = shares[index] + (place - Double(index)) * (shares[index + 1] - shares[index])
        return Float(min(max(share, 0), 1))
    }

    /// ∫ φ(x − ρ) [2Φ(√(R² − x²)) − 1] dx over −R…R, in deviations: across the disc what a Gaussian takes of
    /// each column.
    private static func share(at distance: Double, radius: Double) -> Double {
        guard distance > radius - reach || radius < reach else { return 1 }
        return half(at: distance, radius) + half(at: -distance, radius)
    }

    /// Of the half 0…R by Simpson's rule, with x = R − v², which takes the root's steepness at R away.
    private static func half(at distance: Double, _ radius: Double) -> Double {
        let (low, high) = (max(0, distance - 6.5), min(radius, distance + 6.5))
        guard low < high else { return 0 }
        let (first, last) = ((radius - high).squareRoot(), (radius - low).squareRoot())
        let count = 128
        let step = (last - first) / Double(count)
        var sum = 0.0
        for index in 0...count {
            let v = first + Double(index) * step
            let x = radius - v * v
            let column = (max(0, radius * radius - x * x)).squareRoot()
            let share = 2 * NormalDistribution.cumulative(column) - 1
            let weight = index == 0 || index == count ? 1.0 : index % 2 == 1 ? 4 : 2
            sum += weight * NormalDistribution.density(x - distance) * share * 2 * v
        }
        return sum * step / 3
    }
}
