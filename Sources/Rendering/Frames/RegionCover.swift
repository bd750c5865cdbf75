import Imaging
import Media
import Timelines

/// A region's mask for images of one size: the share of each pixel that it has, frame by frame.
///
/// A file's mask is scaled to the size, blurred, inverted and then moved, its edges repeated outwards; a
/// shape is computed at its place, blurred as on an image without borders, and inverted.
struct RegionCover: Sendable {
    private enum Source {
        /// Scaled, blurred and inverted.
        case still(Image)
        case moving
        case linear(LinearMask)
        case radial(RadialMask, RadialProfile)
        case luma(LumaMask)
    }

    private let source: Source
    private let size: Size
    private let look: MaskLook
    /// Of the Gaussian, pixels.
    private let deviation: Double
    /// What a shape is where it is not moved, and of luma what it is on an input that never changes.
    private var fixed: Image?

    /// Makes what all frames have in common.
    ///
    /// - Parameters:
    ///   - size: of the networks' images.
    ///   - input: what the networks see in all frames; nil where that changes.
    init(
        _ mask: RegionMask, _ look: MaskLook, size: Size, over input: Image? = nil
    ) throws {
        (self.size, self.look) = (size, look)
        deviation = look.feather * Double(size.width)
        switch mask {
        case .still(let image):
            let scaled = try image.resized(to: size)
            source = .still(Self.finished(scaled, look, deviation))
        case .moving: source = .moving
        case .shape(.linear(let mask)): source = .linear(mask)
        case .shape(.radial(let mask)):
            source = .radial(mask, mask.profile(width: size.width, deviation: deviation))
        case .shape(.luma(let mask)): source = .luma(mask)
        }
        fixed = try shape(movedBy: MaskShape.Place(x: 0, y: 0))
        if case .luma(let mask) = source, let input { fixed = try self.luma(mask, of: input) }
    }

    /// The mask in a frame, one channel, 0…1; nil where a moving mask's file has no image.
    ///
    /// - Parameters:
    ///   - image: what the networks see, three channels.
    ///   - file: what a moving mask's file shows, one channel.
    func mask(
        over image: Image, _ file: Image?, _ placement: RegionPlacement
    ) throws -> Image? {
        let move = MaskShape.Place(x: Double(placement.x), y: Double(placement.y))
        let isMoved = move.x != 0 || move.y != 0
        switch source {
        case .still(let mask): return moved(mask, by: move)
        case .moving:
            guard let scaled = try file?.resized(to: size) else { return nil }
            return moved(Self.finished(scaled, look, deviation), by: move)
        case .linear, .radial: return isMoved ? try shape(movedBy: move) : fixed
        case .luma(let mask): return try fixed ?? luma(mask, of: image)
        }
    }

    private func luma(_ mask: LumaMask, of image: Image) throws -> Image {
        Self.finished(try mask.image(of: image).resized(to: size), look, deviation)
    }

    private func moved(_ mask: Image, by move: MaskShape.Place) -> Image {
        mask.moved(x: move.x * Double(size.width), y: move.y * Double(size.height))
    }

    /// A gradient's or a disc's mask; nil for any other.
    private func shape(movedBy move: MaskShape.Place) throws -> Image? {
        let image: Image
        switch source {
        case .linear(let mask):
            image = try mask.image(of: size, deviation: deviation, movedBy: move)
        case .radial(let mask, let profile):
            image = try mask.image(of: size, profile, movedBy: move)
        case .still, .moving, .luma: return nil
        }
        let settled = image.settled()
        return look.isInverted ? settled.inverted() : settled
    }

    /// Blurred and inverted, as far as it is to be.
    private static func finished(_ mask: Image, _ look: MaskLook, _ deviation: Double) -> Image {
        let blurred = deviation > 0 ? mask.blurred(deviation: deviation).settled() : mask
        return look.isInverted ? blurred.inverted() : blurred
    }
}

/// The masks of a plan's regions, made once for all workers.
extension [RegionCover] {
    /// - Parameter size: of the networks' images.
    init(of plan: RenderPlan, size: Size) throws {
        let isSeen = plan.input.isStill && plan.regions.contains { $0.mask.isLuma }
        var frames = isSeen ? try InputFrames(plan) : nil
        let input = try frames?.input(ofFrame: 0)?.image.withoutAlpha
        self = try plan.regions.map {
            try RegionCover($0.mask, $0.look, size: size, over: input)
        }
    }
}
