import Fixtures
import Foundation
import Graphs
import Imaging
import Inference
import Networks
import Testing

/// The fast engine against the plain loops on networks that nobody would build.
struct RandomGraphTests {
    static let conventions = [
        PixelConvention.unit, PixelConvention(order: .bgr, range: .signed),
        PixelConvention(order: .rgb, range: .bytes), PixelConvention(order: .bgr, range: .bytes),
        PixelConvention(order: .rgb, range: .signed),
    ]
    static let sizes = [(7, 5), (9, 12), (16, 8), (17, 23), (33, 6)]
    /// More by SEGUE_RANDOM_GRAPHS, for a longer search.
    static let count =
        ProcessInfo.processInfo.environment["SEGUE_RANDOM_GRAPHS"].flatMap { UInt64($0) } ?? 200

    @Test("random networks equal the reference engine to 1e-5, or to what rounding does to them")
    func agreement() throws {
        var tried = 0
        for seed in 0..<Self.count {
            guard let example = try Example(seed: seed) else { continue }
            tried += 1
            let difference = try example.difference()
            // Normalization of nearly flat channels magnifies every rounding on the way.
            let isSmall = try difference < 3e-5 || difference < 16 * example.rounding()
            let text = isSmall ? "" : try example.text()
            #expect(isSmall, "seed \(seed): \(difference)\n\(text)")
        }
        // Now and then a picture is smaller than a reflection.
        #expect(tried > Int(Self.count) / 2)
    }

    /// A family of two, prepared, and a picture for it.
    struct Example {
        let members: [Network]
        let worker: Worker
        let picture: Image
        let weights: [Float]
        private var random: RandomNumbers

        /// Nil when the picture is too small for one of the network's paddings.
        init?(seed: UInt64) throws {
            random = RandomNumbers(seed: seed ^ 0xabcd)
            let (width, height) = random.pick(sizes)
            let threads = random.pick([1, 2])
            members = try RandomGraph.members(
                2, seed: seed, length: random.pick([1, 3, 6, 10, 16]),
                convention: random.pick(conventions))
            let family = try NetworkFamily([("a", members[0]), ("b", members[1])])
            picture = try random.picture(width: width, height: height)
            weights = random.pick([[1, 0], [0.5, 0.5], [0.25, 0.75]])
            do {
                worker = try family.compiled(width: width, height: height, threads: threads)
                    .makeWorker()
            } catch GraphError.wrongSize {
                return nil
            }
        }

        func difference() throws -> Float {
            // The second frame finds the first one's remains in every buffer.
            _ = try worker.render(picture, weights: [0, 1])
            let found = try worker.render(picture, weights: weights)
            return relativeDifference(
                found.samples, try reference(members, weights, picture).samples)
        }

        /// What a change of every number on the way by up to 2^−23 of itself does to the output.
        func rounding() throws -> Float {
            var random = random
            let noisy = try reference(members, weights, picture) {
                $0 * (1 + random.float() * 0x1p-23)
            }
            return relativeDifference(
                noisy.samples, try reference(members, weights, picture).samples)
        }

        /// The operations, for messages.
        func text() throws -> String {
            let graph = try members[0].graph(height: 64, width: 64)
            let lines = graph.nodes.enumerated().map { index, node in
                "\(index + 1) = \(node.operation)\(node.inputs) \(graph.shapes[index + 1])"
            }
            return "\(picture.width)×\(picture.height)\n" + lines.joined(separator: "\n")
        }
    }
}
