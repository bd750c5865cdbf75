/// An image of floating-point planes, the only form in which pixels travel between stages.
///
/// Three channels are red, green, blue, sRGB-encoded, nominally 0…1; one channel is grey.  A fourth is
/// alpha, 0…1, and the colours are then straight: not yet weighted by it.  Values outside 0…1 are allowed
/// and are clipped only where samples are quantised.
public struct Image: Sendable, Equatable {
    /// The most samples (`width × height × channels`) that an image may have: 2²⁸, a gibibyte.
    public static let maximumSamples = 1 << 28

    /// Columns, 1….
    public let width: Int

    /// Rows, 1….
    public let height: Int

    /// Planes, 1….
    public let channels: Int

    /// The planes one after the other, each row by row without gaps:
    /// `samples[(c * height + y) * width + x]`, the top row first.
    ///
    /// Its count is always `width * height * channels`; to replace it by an array of another count
    /// is a programming error and traps.
    public var samples: [Float] {
        didSet {
            precondition(
                samples.count == width * height * channels, "an image's sample count is fixed")
        }
    }

    /// An image of the given samples, in the order that ``samples`` describes.
    ///
    /// Throws ``ImagingError`` when the size is not positive, is above ``maximumSamples``, or does
    /// not fit the number of samples.
    public init(width: Int, height: Int, channels: Int = 3, samples: [Float]) throws {
        let expected = try Self.sampleCount(width: width, height: height, channels: channels)
        guard samples.count == expected else {
            throw ImagingError.wrongCount(found: samples.count, expected: expected)
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }

    /// An image of one value everywhere; throws as the other initialiser does.
    public init(width: Int, height: Int, channels: Int = 3, filledWith value: Float = 0) throws {
        let count = try Self.sampleCount(width: width, height: height, channels: channels)
        self.init(
            checkedWidth: width, height: height, channels: channels,
            samples: [Float](repeating: value, count: count))
    }

    /// Columns and rows.
    public var size: Size { Size(width: width, height: height) }

    /// The number of samples of one plane.
    public var planeCount: Int { width * height }

    /// The number of samples of an image of this size.
    ///
    /// Throws ``ImagingError`` when a side is not positive or the product is above
    /// ``maximumSamples``: called before anything is allocated.
    public static func sampleCount(width: Int, height: Int, channels: Int) throws -> Int {
        guard width > 0, height > 0, channels > 0 else {
            throw ImagingError.emptySize(width: width, height: height, channels: channels)
        }
        let (plane, planeOverflow) = width.multipliedReportingOverflow(by: height)
        let (count, overflow) = plane.multipliedReportingOverflow(by: channels)
        guard !planeOverflow, !overflow, count <= maximumSamples else {
            throw ImagingError.tooLarge(
                width: width, height: height, channels: channels, limit: maximumSamples)
        }
        return count
    }

    /// An image of a size that `sampleCount` has already accepted.
    init(checkedWidth width: Int, height: Int, channels: Int, samples: [Float]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }
}
