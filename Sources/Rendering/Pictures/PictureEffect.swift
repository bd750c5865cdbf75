import Files
public import Imaging
import Media

/// How much of a result shows over the picture it was made of, and where.
public struct PictureEffect: Sendable {
    /// Where it shows.
    public enum Mask: Sendable {
        /// A grey image of the picture's proportions, white where it does.
        case file(String)
        /// A mask that is computed.
        case shape(MaskShape)
    }

    /// Where it shows; nil for everywhere.
    public var mask: Mask?
    /// The standard deviation of the Gaussian that blurs the mask, in shares of the picture's width.
    public var feather: Double
    /// Whether it shows where the mask is black.
    public var isInverted: Bool
    /// Its share over the picture, 0…1.
    public var opacity: Double

    /// By default all of it, everywhere.
    public init(
        mask: Mask? = nil, feather: Double = 0, isInverted: Bool = false, opacity: Double = 1
    ) {
        (self.mask, self.feather) = (mask, feather)
        (self.isInverted, self.opacity) = (isInverted, opacity)
    }

    /// The mask's file, if it has one.
    var files: [String] {
        guard case .file(let path)? = mask else { return [] }
        return [path]
    }

    /// Reads the mask.
    ///
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for other proportions than the input's and for
    ///   a film, `FileError`, `MediaError`.
    func readMask(over input: SourceProperties) throws -> RegionMask? {
        switch mask {
        case nil: return nil
        case .shape(let shape): return .shape(shape)
        case .file(let path):
            let mask = try RegionMask(path, InputSettings(), over: input)
            guard case .moving = mask else { return mask }
            throw RenderError.badMask(
                file: path, found: "a mask that moves", expected: "an image (a preset takes films)")
        }
    }
}
