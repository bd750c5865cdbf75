public import Formats
package import Imaging
import Media
public import Presets
public import Timelines

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
    /// Frames a second, at most the timeline's; nil for those.
    public let frameRate: FrameRate?

    /// An output of that path and format.
    public init(
        path: String, format: OutputFormat, width: Int? = nil, height: Int? = nil, start: Int = 0,
        frameRate: FrameRate? = nil
    ) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
        self.start = start
        self.frameRate = frameRate
    }

    /// An output of a preset or of the command line.
    init(_ spec: OutputSpec) {
        self.init(
            path: spec.path.resolved, format: spec.format, width: spec.width, height: spec.height,
            start: spec.start, frameRate: spec.frameRate)
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

    /// Whether it goes to the program's standard output.
    public var isStandardOutput: Bool { path == Y4MFormat.standardOutput }

    /// Whether its files have room for a recipe.
    var carriesRecipe: Bool { type(of: format.writer).recipePlace != nil }

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

    /// Creates its file for frames of a rate, of which some are left out where it has a lower one.
    func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        guard let frameRate, frameRate != output.frameRate else {
            return try format.writer.makeSink(output)
        }
        var lower = output
        lower.frameRate = frameRate
        return ThinnedSink(
            try format.writer.makeSink(lower), from: output.frameRate, to: frameRate)
    }

    /// Throws `MediaError` for a frame rate of the timeline that the output cannot have, and for options that
    /// its encoder does not take.
    func check(_ timeline: FrameRate) throws {
        let rate = frameRate ?? timeline
        guard rate.framesPerSecond <= timeline.framesPerSecond else {
            throw MediaError.unsuitable(
                place: path, found: "fps \(rate)", expected: "at most the timeline's \(timeline)")
        }
        if let fault = format.traits.fault(at: rate) {
            throw MediaError.unsuitable(place: path, found: fault.found, expected: fault.expected)
        }
        try format.writer.check(frameRate: rate, place: path)
    }
}

extension OutputSpec {
    /// What is wrong with the options of its encoder, as far as that is known before the rate of frames.
    public var faults: [OptionFault] { format.optionFaults(at: frameRate ?? .film) }
}
