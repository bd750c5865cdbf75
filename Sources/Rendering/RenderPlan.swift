public import Inference
public import Media
import Networks
public import Timelines

/// Everything a render needs to know, decided before its first frame.
public struct RenderPlan: Sendable {
    /// Consecutive frames that show one picture: a hold on a still input, else a single frame.
    struct Stretch: Sendable {
        /// 0.. in the order of the frames.
        let index: Int
        let frames: Range<Int>
        /// α, one a member of the family.
        let weights: [Float]
    }

    /// What the input is.
    public let input: SourceProperties
    /// Size of the pictures that the network sees, pixels.
    public let pictureSize: (width: Int, height: Int)
    public let family: NetworkFamily
    public let timeline: Timeline
    /// The frames to render, out of the timeline's.
    public let frames: Range<Int>
    public let outputs: [OutputPlan]
    /// Whether existing outputs are replaced.
    public let overwrite: Bool
    /// Frames in flight.
    public let workers: Int
    /// Threads for each frame.
    public let threads: Int

    /// How often a network will run.
    public var inferenceCount: Int { stretches.count }

    /// Frames in order, holds on a still input joined.
    var stretches: [Stretch] {
        var stretches: [Stretch] = []
        for frame in frames {
            let weights = weights(ofFrame: frame)
            if input.isStill, let last = stretches.last, last.weights == weights {
                stretches[stretches.count - 1] = Stretch(
                    index: last.index, frames: last.frames.lowerBound..<frame + 1,
                    weights: weights)
            } else {
                stretches.append(
                    Stretch(index: stretches.count, frames: frame..<frame + 1, weights: weights))
            }
        }
        return stretches
    }

    /// α of a frame, one a member of the family.
    public func weights(ofFrame frame: Int) -> [Float] {
        family.weights(of: timeline.mixture(ofFrame: frame))
    }

    /// Compiles the family for the input's size.
    public func prepared() throws -> PreparedFamily {
        try family.prepared(
            width: pictureSize.width, height: pictureSize.height, threads: threads)
    }

    /// Creates the outputs beside their final names.
    func openOutputs() throws -> [OpenOutput] {
        var open: [OpenOutput] = []
        do {
            for output in outputs { open.append(try output.open(self)) }
        } catch {
            for output in open { output.cancel() }
            throw error
        }
        return open
    }
}

extension NetworkFamily {
    /// α by member of a mixture by name.
    public func weights(of mixture: Mixture) -> [Float] {
        names.map { Float(mixture.weight(of: $0)) }
    }
}
