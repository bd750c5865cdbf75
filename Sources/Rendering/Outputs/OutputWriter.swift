import Files
import Formats
import Imaging
import Media
import Timelines

/// An output that is being written.
struct OutputWriter: Sendable {
    /// What it is.
    let output: Output
    /// Where its frames go.
    let sink: any FrameSink
    /// Keeps other renders from it.
    private let lock: OutputLock?

    /// Creates the output beside its final name, where no other render is making it, and removes what
    /// dead ones have left of it.
    ///
    /// - Parameters:
    ///   - sound: what goes with the frames; nil for none.
    ///   - accompaniment: what else does.
    ///   - firstNumber: of the frames, in numbered files.
    ///   - removesLater: whether numbered files of an earlier run after the last frame are removed.
    ///   - existing: what happens to a file that is there; asked when no other render can make one.
    init(
        _ output: Output, frameRate: FrameRate, sound: Sound?, accompaniment: Accompaniment,
        firstNumber: Int,
        removesLater: Bool, existing: () -> ExistingOutput
    ) throws {
        self.output = output
        lock = output.isStandardOutput ? nil : try OutputLock(output: output.path)
        if lock != nil { StaleTemporaries.remove(ofOutput: output.path) }
        var file = SinkOutput(
            path: output.path, frameRate: frameRate, sound: sound, firstNumber: firstNumber,
            existing: existing(), removesLater: removesLater)
        file.accompaniment = accompaniment
        sink = try output.makeSink(file)
    }

    /// An output whose frames go to a sink that leaves no file.
    init(_ output: Output, sink: any FrameSink) {
        (self.output, self.sink, lock) = (output, sink, nil)
    }

    /// Notes of the sink, each with its path.
    var notices: [String] {
        let place = output.isStandardOutput ? "standard output" : output.path
        return sink.notices.map { "\(place): \($0)" }
    }

    /// Removes what is not whole; at once, from any thread.
    func cancel() {
        sink.cancel()
        unlock()
    }

    /// Lets other renders have it.
    func unlock() { lock?.release() }

    /// The key of a frame of this output; nil where files carry none.
    ///
    /// - Parameter image: the key of the networks' image.
    func key(of image: Digest) throws -> Digest? {
        guard let format = output.format.traits.frameKey else { return nil }
        let size = [output.width, output.height].map { $0.map(String.init) ?? "" }
        return try SHA256.digest(of: "\(image) \(format) \(size[0])×\(size[1])")
    }
}
