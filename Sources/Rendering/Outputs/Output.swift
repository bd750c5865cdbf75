public import Formats
package import Imaging
import Media
import Presets
import Timelines

/// One file, or numbered files, that a render makes.
public struct Output: Sendable {
    /// As the user wrote it, a preset's resolved against the preset's folder.
    public let path: String
    /// What is written.
    public let format: OutputFormat
    /// Columns of the result, pixels; nil to follow the height in proportion, and without both the
    /// network's output.
    public let width: Int?
    /// Rows of the result, pixels; nil to follow the width in proportion.
    public let height: Int?

    /// The number of the timeline's first frame, in numbered files.
    public let start: Int

    /// An output of that path and format.
    public init(
        path: String, format: OutputFormat, width: Int? = nil, height: Int? = nil, start: Int = 0
    ) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
        self.start = start
    }

    /// An output of a preset or of the command line.
    init(_ spec: OutputSpec) {
        self.init(
            path: spec.path.resolved, format: spec.format, width: spec.width, height: spec.height,
            start: spec.start)
    }

    /// The size of the result for images of a size.
    package func size(of image: Size) -> Size {
        switch (width, height) {
        case (let width?, let height?): Size(width: width, height: height)
        case (let width?, nil): image.scaled(toWidth: width)
        case (nil, let height?): image.scaled(toHeight: height)
        case (nil, nil): image
        }
    }

    /// The numbers of frames of the timeline, in numbered files.
    package func numbers(of frames: Range<Int>) -> Range<Int> {
        start + frames.lowerBound..<start + frames.upperBound
    }

    /// Whether the format has alpha.
    var holdsAlpha: Bool { format.traits.holdsAlpha }

    /// The image at the output's size, laid over a colour where the format has no alpha.
    func sized(_ image: Image, over background: Colour) throws -> Image {
        try flattened(image, over: background).resized(to: size(of: image.size))
    }

    /// The image laid over a colour where the format has no alpha.
    func flattened(_ image: Image, over background: Colour) -> Image {
        holdsAlpha ? image : image.laid(over: background)
    }

    /// Throws `MediaError` for a frame rate that the format cannot have, and for options that its encoder
    /// does not take.
    func check(_ rate: FrameRate) throws {
        if let fault = format.traits.fault(at: rate) {
            throw MediaError.unsuitable(place: path, found: fault.found, expected: fault.expected)
        }
        try format.writer.check(frameRate: rate, place: path)
    }
}
