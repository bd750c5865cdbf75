import Formats
import Imaging
import Inference
import Media
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
    init(
        picture size: Size, result: Size,
        _ family: NetworkFamily
    ) {
        let (input, output) = (Self.pictureBytes(size), Self.pictureBytes(result))
        fixed = Self.program + family.tensorBytes + input
        // PNG: the pixels as bytes, and the file, in the worst case as large.
        perWorker = output + output / 2
    }

    /// A film, or a still: in flight are twice as many results as there are workers.
    init(_ plan: RenderPlan, result: Size) {
        let (input, output) = (Self.pictureBytes(plan.pictureSize), Self.pictureBytes(result))
        let source = Self.pictureBytes(
            Size(width: plan.input.width, height: plan.input.height))
        let written = plan.outputs.reduce(0) {
            $0 + $1.memory(of: result, images: plan.pictureCount)
        }
        let isScaled = source != input
        fixed =
            Self.program + plan.family.tensorBytes + input + written
            + (plan.counts.mostKept + (plan.tolerance > 0 ? 1 : 0)) * output
            + (isScaled || !plan.input.isStill ? 2 * source : 0)
        // Where there are regions: each one's picture and mask, and what they are laid over.
        let regions = plan.regions.count
        perWorker =
            (regions > 0 ? 3 : 2) * output + (plan.input.isStill ? 0 : input)
            + regions * (output + output / 3)
    }

    /// Three planes of floats.
    static func pictureBytes(_ size: Size) -> Int {
        3 * size.width * size.height * MemoryLayout<Float>.stride
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

extension Output {
    /// Bytes that writing images of a size takes: a resized copy, the encoder's bytes and what it keeps
    /// of frames before and after.
    ///
    /// - Parameter images: that differ.
    fileprivate func memory(of image: Size, images: Int) -> Int {
        let size = size(of: image)
        let copy = size == image ? 0 : RenderMemory.pictureBytes(size)
        return copy + format.traits.memory(of: size, images: images)
    }
}
