/// Why an image cannot have a size or samples.
public enum ImagingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A side or the number of channels is not positive.
    case emptySize(width: Int, height: Int, channels: Int)

    /// The image would have more samples than ``Image/maximumSamples``.
    case tooLarge(width: Int, height: Int, channels: Int, limit: Int)

    /// The number of samples does not fit the size.
    case wrongCount(found: Int, expected: Int)

    /// The operation needs another number of channels.
    case wrongChannels(found: Int, expected: Int)

    /// A crop reaches outside the image, or a padded size is smaller than the image.
    case outside(found: String, expected: String)

    /// `what was found, what was expected`, on one line; the caller puts the place in front.
    public var description: String {
        switch self {
        case .emptySize(let width, let height, let channels):
            "a picture of \(width)×\(height) with \(channels) channels, expected at least 1 of each"
        case .tooLarge(let width, let height, let channels, let limit):
            "a picture of \(width)×\(height) with \(channels) channels, "
                + "expected at most \(limit) samples"
        case .wrongCount(let found, let expected):
            "\(found) samples, expected \(expected)"
        case .wrongChannels(let found, let expected):
            "\(found) channels, expected \(expected)"
        case .outside(let found, let expected):
            "\(found), expected \(expected)"
        }
    }
}
