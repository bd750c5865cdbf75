import Glibc
import Imaging
public import Media

/// One file, or numbered files, that a render makes.
public struct OutputPlan: Sendable {
    /// What is written.
    public enum Format: Sendable, Equatable {
        /// H.264 in MP4; quality is x264's constant rate factor, 0 best … 51 worst.
        case mp4(quality: Int)
        /// An animation that repeats for ever.
        case gif
        /// Numbered PNG pictures.
        case png(PNGDepth)
    }

    /// As the user wrote it, a preset's resolved against the preset's folder.
    public let path: String
    /// What is written.
    public let format: Format
    /// Columns of the result, pixels; nil to follow the height in proportion, and without both the
    /// network's output.
    public let width: Int?
    /// Rows of the result, pixels; nil to follow the width in proportion.
    public let height: Int?

    /// An output of that path and format.
    public init(path: String, format: Format, width: Int? = nil, height: Int? = nil) {
        self.path = path
        self.format = format
        self.width = width
        self.height = height
    }

    /// The size of the result for pictures of a size.
    func size(of picture: (width: Int, height: Int)) -> (width: Int, height: Int) {
        switch (width, height) {
        case (let width?, let height?): (width, height)
        case (let width?, nil): (width, Image.height(of: picture, atWidth: width))
        case (nil, let height?):
            (Image.height(of: (picture.height, picture.width), atWidth: height), height)
        case (nil, nil): picture
        }
    }

    /// Threads that writing it takes: an encoder's, and the one with which x264 looks ahead.
    var threads: Int {
        if case .mp4 = format { MP4Sink.encoderThreads + 1 } else { 0 }
    }

    /// The picture at the output's size.
    func sized(_ image: Image) throws -> Image {
        let (width, height) = size(of: (image.width, image.height))
        guard (width, height) != (image.width, image.height) else { return image }
        return try image.resized(width: width, height: height)
    }

    /// Throws `MediaError` for a frame rate that the format cannot have.
    func check(_ rate: PictureRate) throws {
        switch format {
        case .mp4(let quality):
            try MP4Sink.Configuration(frameRate: rate, quality: quality).check(place: path)
        case .gif: try GIFSink.Configuration(frameRate: rate).check(place: path)
        case .png: break
        }
    }

    /// Creates the output beside its final name, where no other render is making it, and removes what
    /// dead ones have left of it.
    func open(_ plan: RenderPlan) throws -> OpenOutput {
        let lock = try OutputLock(output: path)
        Leftovers.remove(ofOutput: path)
        return OpenOutput(plan: self, sink: try makeSink(plan), lock: lock)
    }

    /// What becomes of a file that is there: where an earlier run of the plan has left its segments, it
    /// is one that this run completed.
    private func existing(_ plan: RenderPlan) -> ExistingOutput {
        if plan.overwrite { return .replace }
        let first = SequencePattern(path)?.path(plan.frames.lowerBound) ?? path
        guard access(first, F_OK) == 0,
            let folder = try? SegmentFolder(
                path: plan.segmentFolder, isNamed: plan.storage.folder != nil),
            let frozen = try? FrozenPlan(in: folder)
        else { return .refuse }
        return frozen.isMade(of: plan) ? .acceptEqual : .refuse
    }

    /// The same for a sequence, whose pictures state which frames they show: without being asked to,
    /// nothing else is replaced.
    private func existingPictures(_ plan: RenderPlan) -> ExistingOutput {
        if plan.overwrite { return .replace }
        let first = plan.frames.lowerBound
        return PNGSequenceSink.mayGoOn(path: path, firstNumber: first) ? .acceptEqual : .refuse
    }

    private func makeSink(_ plan: RenderPlan) throws -> any FrameSink {
        switch format {
        case .mp4(let quality):
            try MP4Sink(
                path: path,
                configuration: MP4Sink.Configuration(
                    frameRate: plan.pictureRate, quality: quality,
                    audioFrom: plan.hasSound ? plan.input.path : nil, existing: existing(plan)))
        case .gif:
            try GIFSink(
                path: path,
                configuration: GIFSink.Configuration(
                    frameRate: plan.pictureRate, existing: existing(plan)))
        case .png(let depth):
            try PNGSequenceSink(
                path: path,
                configuration: PNGSequenceSink.Configuration(
                    depth: depth, firstNumber: plan.frames.lowerBound,
                    existing: existingPictures(plan),
                    removesLater: plan.overwrite
                        && plan.options.frames == nil))
        }
    }
}

/// An output that is being written.
struct OpenOutput: Sendable {
    /// What it is.
    let plan: OutputPlan
    /// Where its frames go.
    let sink: any FrameSink
    /// Keeps other renders from it.
    let lock: OutputLock

    /// What the sink has to say once, with its path.
    var notices: [String] { sink.notices.map { "\(plan.path): \($0)" } }

    /// Removes what is not whole; at once, from any thread.
    func cancel() {
        sink.cancel()
        unlock()
    }

    /// Lets other renders have it.
    func unlock() { lock.release() }

    /// The key of a frame of this output; nil where it keeps none.
    ///
    /// - Parameter picture: the key of the networks' picture.
    func key(of picture: Digest) throws -> Digest? {
        guard case .png(let depth) = plan.format else { return nil }
        let size = [plan.width, plan.height].map { $0.map(String.init) ?? "" }
        return try SHA256.digest(of: "\(picture) png \(depth.rawValue) \(size[0])×\(size[1])")
    }
}
