import Imaging
import Inference
import Networks
import Weights

/// What a render holds besides packed networks and workers' buffers, in bytes.
struct RenderMemory: Sendable {
    /// The program and its libraries, the networks' files, the input and the outputs.
    let fixed: Int
    /// Pictures on their way, for each worker.
    let perWorker: Int

    /// All memory that is held, bytes.
    func bytes(of family: any FrameFamily, workers: Int) -> Int {
        fixed + family.memberBytes + workers * (family.workerBytes + perWorker)
    }
}

extension RenderMemory {
    /// The program with its libraries, as measured.
    static let program = 75_000_000

    /// One picture that is read, rendered and written as a PNG: the file in memory beside its pixels.
    ///
    /// - Parameter extra: bytes that are held besides while it is rendered.
    init(
        picture size: Size, channels: Int, result: Size, _ family: NetworkFamily,
        besides extra: Int = 0
    ) {
        let input = Self.pictureBytes(size, channels: channels)
        let output = Self.pictureBytes(result, channels: channels)
        fixed = Self.program + family.tensorBytes + input
        // PNG: the pixels as bytes, and the file, in the worst case as large.
        perWorker = output + output / 2 + extra
    }

    /// Planes of floats.
    static func pictureBytes(_ size: Size, channels: Int) -> Int {
        channels * size.width * size.height * MemoryLayout<Float>.stride
    }
}

extension NetworkFamily {
    /// Bytes of the members' parameters as they were read.
    var tensorBytes: Int {
        members.reduce(0) { sum, member in
            sum + member.tensors.values.reduce(0) { $0 + $1.elementCount }
                * MemoryLayout<Float>.stride
        }
    }
}
