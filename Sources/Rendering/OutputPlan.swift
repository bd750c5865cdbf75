import Imaging
public import Media
import Timelines

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
    /// Size of the result, pixels; a side that is nil follows the other in proportion, and without
    /// both it is the network's output size.
    public let width: Int?
    public let height: Int?

    public init(path: String, format: Format, width: Int? = nil, height: Int? = nil) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
    }

    /// Creates the output beside its final name.
    func open(_ plan: RenderPlan) throws -> OpenOutput {
        OpenOutput(sink: try makeSink(plan), plan: self)
    }

    private func makeSink(_ plan: RenderPlan) throws -> any FrameSink {
        let rate = try plan.pictureRate
        switch format {
        case .mp4(let quality):
            return try MP4Sink(
                path: path,
                configuration: MP4Sink.Configuration(
                    frameRate: rate, quality: quality, audioFrom: plan.audioPath,
                    overwrite: plan.overwrite))
        case .gif:
            return try GIFSink(
                path: path,
                configuration: GIFSink.Configuration(frameRate: rate, overwrite: plan.overwrite))
        case .png(let depth):
            return try PNGSequenceSink(
                path: path,
                configuration: PNGSequenceSink.Configuration(
                    depth: depth, overwrite: plan.overwrite))
        }
    }

    /// The picture at the output's size.
    func sized(_ image: Image) throws -> Image {
        switch (width, height) {
        case (let width?, let height?): try image.resized(width: width, height: height)
        case (let width?, nil): try image.resized(toWidth: width)
        case (nil, let height?):
            try image.resized(
                width: Image.height(of: (image.height, image.width), atWidth: height),
                height: height)
        case (nil, nil): image
        }
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
    private let plan: OutputPlan

    init(sink: any FrameSink, plan: OutputPlan) {
        self.sink = sink
        self.plan = plan
    }

    var notices: [String] { sink.notices.map { "\(plan.path): \($0)" } }

    func write(_ image: Image) throws { try sink.write(try plan.sized(image)) }

    func finish() throws { try sink.finish() }

    func cancel() { sink.cancel() }
}
