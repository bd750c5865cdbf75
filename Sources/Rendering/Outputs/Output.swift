import Files
public import Formats
import Glibc
import Imaging
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

    /// An output of that path and format.
    public init(path: String, format: OutputFormat, width: Int? = nil, height: Int? = nil) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
    }

    /// An output of a preset or of the command line.
    init(_ spec: OutputSpec) {
        self.init(
            path: spec.path.resolved, format: spec.format, width: spec.width, height: spec.height)
    }

    /// The size of the result for images of a size.
    func size(of image: Size) -> Size {
        switch (width, height) {
        case (let width?, let height?): Size(width: width, height: height)
        case (let width?, nil): image.scaled(toWidth: width)
        case (nil, let height?): image.scaled(toHeight: height)
        case (nil, nil): image
        }
    }

    /// The image at the output's size.
    func sized(_ image: Image) throws -> Image { try image.resized(to: size(of: image.size)) }

    /// Throws `MediaError` for a frame rate that the format cannot have.
    func check(_ rate: FrameRate) throws {
        guard let fault = format.traits.fault(at: rate) else { return }
        throw MediaError.unsuitable(place: path, found: fault.found, expected: fault.expected)
    }

    /// Creates the output beside its final name, where no other render is making it, and removes what
    /// dead ones have left of it.
    func open(_ plan: RenderPlan) throws -> OutputWriter {
        let lock = try OutputLock(output: path)
        StaleTemporaries.remove(ofOutput: path)
        return OutputWriter(output: self, sink: try makeSink(plan), lock: lock)
    }

    private func makeSink(_ plan: RenderPlan) throws -> any FrameSink {
        try format.writer.makeSink(
            SinkOutput(
                path: path, frameRate: plan.timeline.frameRate,
                soundFrom: plan.hasSound ? plan.input.path : nil,
                firstNumber: plan.frames.lowerBound, existing: existing(plan),
                removesLater: plan.overwrite && plan.options.frames == nil))
    }

    /// What happens to a file that is there: without being asked to, only one of an earlier run of the
    /// plan is replaced or kept.
    ///
    /// Where files carry frame keys, these show it; else the plan beside the segments does, which the
    /// earlier run has left.
    private func existing(_ plan: RenderPlan) -> ExistingOutput {
        if plan.overwrite { return .replace }
        let first = plan.frames.lowerBound
        if let mayGoOn = type(of: format.writer).mayGoOn(path: path, firstNumber: first) {
            return mayGoOn ? .acceptEqual : .refuse
        }
        guard access(SequencePattern(path)?.path(first) ?? path, F_OK) == 0,
            let folder = try? SegmentFolder(
                path: plan.segmentFolder, isNamed: plan.storage.folder != nil),
            let frozen = try? PlanManifest(in: folder)
        else { return .refuse }
        return frozen.isMade(of: plan) ? .acceptEqual : .refuse
    }
}

/// An output that is being written.
struct OutputWriter: Sendable {
    /// What it is.
    let output: Output
    /// Where its frames go.
    let sink: any FrameSink
    /// Keeps other renders from it.
    let lock: OutputLock

    /// What the sink has to say once, with its path.
    var notices: [String] { sink.notices.map { "\(output.path): \($0)" } }

    /// Removes what is not whole; at once, from any thread.
    func cancel() {
        sink.cancel()
        unlock()
    }

    /// Lets other renders have it.
    func unlock() { lock.release() }

    /// The key of a frame of this output; nil where files carry none.
    ///
    /// - Parameter image: the key of the networks' image.
    func key(of image: Digest) throws -> Digest? {
        guard let format = output.format.traits.frameKey else { return nil }
        let size = [output.width, output.height].map { $0.map(String.init) ?? "" }
        return try SHA256.digest(of: "\(image) \(format) \(size[0])×\(size[1])")
    }
}
