import Files
import Imaging
import Media
import Synchronization

/// Keeps of the last frame what an output's encoder would be handed, by its SHA-256.
final class PlanesSink: FrameSink {
    private let output: Output
    private let state = Mutex<Digest?>(nil)

    /// In place of an output.
    init(_ output: Output) { self.output = output }

    /// Of the last frame; nil before the first.
    var digest: Digest? { state.withLock { $0 } }

    func write(_ image: Image) throws {
        let digest = try output.format.writer.planesDigest(of: image, place: output.path)
        state.withLock { $0 = digest }
    }

    func finish() {}

    func cancel() {}
}
