import Imaging
import Inference
import Media

/// What the bits of pictures depend on besides preset, networks and input: two machines of equal
/// numerics compute equal pictures.
public struct NumericsFingerprint: Codable, Sendable, Equatable {
    /// The widest instructions in use, no more than `SEGUE_CPU` allows: `avx512`, `avx2` or `plain`.
    public let instructions: String
    /// oneDNN's version.
    public let onednn: String
    /// libavcodec's version; it decodes inputs.
    public let libavcodec: String
    /// SHA-256 of what the networks in even shares make of a small picture that is the same everywhere;
    /// `not finite` where they make nothing of it.
    public let probe: String

    /// This machine's, for a plan's networks.
    ///
    /// - Throws: `InferenceError`, `GraphError`.
    package init(_ plan: RenderPlan) throws {
        instructions = try EngineTraits.instructions
        onednn = EngineTraits.library
        libavcodec = MediaLibraries.codecs
        probe = try Self.probe(plan)
    }

    /// What differs from another machine's, as `instructions avx2 (avx512)`; empty for equal numerics.
    package func differences(from other: NumericsFingerprint) -> [String] {
        let pairs = [
            ("instructions", instructions, other.instructions), ("oneDNN", onednn, other.onednn),
            ("libavcodec", libavcodec, other.libavcodec),
        ]
        let named = pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) instead of \($0.2)" }
        return named.isEmpty && self != other ? ["another result for the test picture"] : named
    }

    /// The sides of pictures to try: deep networks refuse small ones.
    private static let sides = [96, 256, 512, Int.max]

    private static func probe(_ plan: RenderPlan) throws -> String {
        let family = plan.family
        let share = 1 / Float(family.members.count)
        let weights = [Float](repeating: share, count: family.weightCount)
        for side in sides {
            let (width, height) = (
                min(side, plan.pictureSize.width), min(side, plan.pictureSize.height)
            )
            do {
                let worker = try family.compiled(
                    width: width, height: height, precision: plan.resources.precision
                ).makeFrameWorker()
                let picture = try pattern(width: width, height: height)
                return try DigestSink.digest(of: worker.render(picture, weights: weights))
            } catch InferenceError.nonFiniteOutput {
                // If a frame is not finite either, its render says where.
                return "not finite"
            } catch  where (width, height) != (plan.pictureSize.width, plan.pictureSize.height) {
                continue
            }
        }
        throw InferenceError.noMembers
    }

    /// Ramps and checks from whole numbers, so that no library has a part in it.
    private static func pattern(width: Int, height: Int) throws -> Image {
        var samples: [Float] = []
        samples.reserveCapacity(3 * width * height)
        for c in 0..<3 {
            for y in 0..<height {
                for x in 0..<width {
                    samples.append(Float((7 * x + 13 * y + 29 * c + 5 * (x ^ y)) & 255) / 255)
                }
            }
        }
        return try Image(width: width, height: height, samples: samples)
    }
}
