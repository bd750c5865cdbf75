public import Imaging
public import Media

/// One file, or numbered files, that a render makes.
public struct OutputPlan: Sendable {
    /// What is written.
    public enum Format: Sendable, Equatable {
        /// H.264 in MP4; quality is x264's constant rate factor, 0 best … 51 worst.
        case mp4(quality: Int)
        case gif
        /// Numbered PNG pictures.
        case png(PNGDepth)
    }

    /// As the user wrote it, resolved against the preset's folder.
    public let path: String
    public let format: Format
    /// Columns of the result, its height in proportion; nil for the network's output size.
    public let width: Int?

    public init(path: String, format: Format, width: Int? = nil) {
        self.path = path
        self.format = format
        self.width = width
    }

    /// Creates the output beside its final name.
    func open(_ plan: RenderPlan) throws -> OpenOutput {
        let rate = try plan.pictureRate
        let sink: any FrameSink
        switch format {
        case .mp4(let quality):
            sink = try MP4Sink(
                path: path,
                configuration: MP4Sink.Configuration(
                    frameRate: rate, quality: quality, audioFrom: plan.audioPath,
                    overwrite: plan.overwrite))
        case .gif:
            sink = try GIFSink(
                path: path,
                configuration: GIFSink.Configuration(
                    frameRate: rate, width: width, overwrite: plan.overwrite))
            return OpenOutput(sink: sink, path: path, width: nil)
        case .png(let depth):
            sink = try PNGSequenceSink(
                path: path,
                configuration: PNGSequenceSink.Configuration(
                    depth: depth, overwrite: plan.overwrite))
        }
        return OpenOutput(sink: sink, path: path, width: width)
    }
}

extension RenderPlan {
    /// The timeline's rate in Media's terms.
    var pictureRate: PictureRate {
        get throws(RenderError) {
            let rate = timeline.frameRate
            guard
                let result = PictureRate(
                    numerator: Int(rate.numerator), denominator: Int(rate.denominator))
            else { throw .unusableRate("\(rate)") }
            return result
        }
    }

    /// The film whose sound belongs to the result: only when its pictures begin with the film's.
    fileprivate var audioPath: String? {
        input.hasAudio && frames.lowerBound == 0 ? input.path : nil
    }
}

/// An output that is being written.
final class OpenOutput: Sendable {
    private let sink: any FrameSink
    private let path: String
    private let width: Int?

    init(sink: any FrameSink, path: String, width: Int?) {
        self.sink = sink
        self.path = path
        self.width = width
    }

    var notices: [String] { sink.notices.map { "\(path): \($0)" } }

    func write(_ image: Image) throws {
        try sink.write(width.map { try image.resized(toWidth: $0) } ?? image)
    }

    func finish() throws { try sink.finish() }

    func cancel() { sink.cancel() }
}
