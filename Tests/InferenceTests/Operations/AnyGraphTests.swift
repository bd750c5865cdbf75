import Fixtures
import Foundation
import Graphs
import Imaging
import Networks
import Testing
import Weights

@testable import Inference

/// The fast engine against the plain loops for every operation, alone and among others.
struct AnyGraphTests {
    /// More by SEGUE_RANDOM_GRAPHS, for a longer search.
    static let count =
        ProcessInfo.processInfo.environment["SEGUE_RANDOM_GRAPHS"].flatMap { UInt64($0) } ?? 150

    @Test("every operation equals the reference engine", arguments: AnyGraph.Kind.allCases)
    func alone(kind: AnyGraph.Kind) throws {
        for seed in 0..<max(12, Self.count / 10) {
            try Self.compare(seed: seed &* 1000 &+ 7) { graph in
                graph.append(graph.random.pick([.convolution, .activation, .reshaping]))
                graph.append(kind)
                graph.append(kind)
                graph.append(graph.random.pick([.convolution, .activation]))
            }
        }
    }

    @Test("random graphs of all operations equal the reference engine")
    func together() throws {
        for seed in 0..<Self.count {
            try Self.compare(seed: seed) { graph in
                for _ in 0..<graph.random.pick([2, 4, 8, 14]) {
                    graph.append(graph.random.pick(AnyGraph.Kind.allCases))
                }
            }
        }
    }

    private static func compare(seed: UInt64, _ build: (inout AnyGraph) -> Void) throws {
        var random = RandomNumbers(seed: seed ^ 0x5eed)
        let (width, height) = random.pick([(7, 5), (9, 12), (16, 8), (12, 12), (17, 6)])
        let convention = random.pick(RandomGraphTests.conventions)
        var graph = AnyGraph(
            seed: seed, channels: 3, height: height, width: width, members: 2)
        build(&graph)
        graph.finish(channels: 3)
        let picture = try random.picture(width: width, height: height)
        let mixture = random.pick([[0, 1], [0.5, 0.5], [0.25, 0.75]] as [[Float]])
        let example = Example(
            graph: graph, convention: convention, picture: picture, mixture: mixture)
        let expected = example.expected()
        guard expected.allSatisfy({ abs($0) < 1e6 }) else { return }
        let found = try example.found(
            threads: random.pick([1, 2]), lanes: random.pick([8, 16]))
        let difference = relativeDifference(found, expected)
        if ProcessInfo.processInfo.environment["SEGUE_RANDOM_GRAPHS"] != nil, difference > 1e-6 {
            print("seed \(seed): \(difference)")
        }
        let isSmall = difference < 3e-5 || difference < 16 * example.rounding(expected)
        #expect(
            isSmall,
            "seed \(seed): \(difference) \(width)×\(height) \(convention)\n\(graph.text)")
    }

    @Test("published networks equal the reference engine, and every step is a fast one")
    func published() throws {
        for (seed, network) in AnyGraph.Published.allCases.enumerated() {
            let depth = network == .uNet ? 3 : 2
            var graph = AnyGraph(
                seed: UInt64(seed), channels: 3, height: 8, width: 8, members: 2,
                largestValue: 1 << 20)
            graph.append(network, width: 16, depth: depth)
            var random = RandomNumbers(seed: 5)
            let example = Example(
                graph: graph, convention: .unit,
                picture: try random.picture(width: 8, height: 8), mixture: [0.25, 0.75])
            let expected = example.expected()
            for lanes in [8, 16] {
                let prepared = try example.prepared(threads: 2, lanes: lanes)
                #expect(prepared.plan.fallbackOperations.isEmpty, "\(network)")
                let found = try prepared.makeWorker().render(
                    example.picture, weights: example.mixture)
                let difference = relativeDifference(found.samples, expected)
                #expect(difference < 1e-5, "\(network), \(lanes) lanes: \(difference)")
            }
        }
    }

    @Test("the dense blocks of ESRGAN are written once: nothing is copied to bring them together")
    func dense() throws {
        var graph = AnyGraph(
            seed: 1, channels: 3, height: 16, width: 16, members: 1, largestValue: 1 << 20)
        graph.append(.rrdb, width: 32, depth: 1)
        let prepared = try CompiledFamily(
            graph.graph, tensors: graph.tensors, rule: SizeRule(scale: 4, multiple: 1),
            convention: .unit, image: (16, 16), threads: 1)
        let passes = prepared.plan.steps.filter { if case .pass = $0 { true } else { false } }
        // Every convolution but the last is followed by one pass and no other; the picture is brought
        // into a buffer first.
        let convolutions = graph.nodes.filter {
            if case .convolution = $0.operation { true } else { false }
        }
        #expect(passes.count <= convolutions.count)
    }

    struct Example {
        let graph: AnyGraph
        let convention: PixelConvention
        let picture: Image
        let mixture: [Float]

        func prepared(threads: Int, lanes: Int) throws -> CompiledFamily {
            let scale = graph.graph.outputShape.width / picture.width
            return try CompiledFamily(
                graph.graph, tensors: graph.tensors, rule: SizeRule(scale: scale, multiple: 1),
                convention: convention, image: (picture.width, picture.height),
                threads: threads, lanes: lanes)
        }

        func found(threads: Int, lanes: Int) throws -> [Float] {
            let worker = try prepared(threads: threads, lanes: lanes).makeWorker()
            // The second frame finds the first one's remains in every buffer.
            _ = try? worker.render(picture, weights: [1, 0])
            return try worker.render(picture, weights: mixture).samples
        }

        func expected(noise: ((Float) -> Float)? = nil) -> [Float] {
            let mixed = graph.tensors[0].indices.map { slot in
                Tensor(
                    shape: graph.tensors[0][slot].shape,
                    values: graph.tensors[0][slot].values.indices.map { k in
                        Float(
                            zip(graph.tensors, mixture).reduce(0.0) {
                                $0 + Double($1.1) * Double($1.0[slot].values[k])
                            })
                    })
            }
            let input = convention.encode(picture)
            let output = run(graph.graph, mixed, input, noise: noise ?? { $0 })
            let range = convention.input.range
            let area = output.elementCount / 3
            return (0..<3).flatMap { channel in
                let source = convention.input.order == .bgr ? 2 - channel : channel
                return output.values[source * area..<(source + 1) * area].map {
                    ($0 - range.black) / (range.white - range.black)
                }
            }
        }

        /// What a change of every number on the way by up to 2^−23 of itself does to the output.
        func rounding(_ expected: [Float]) -> Float {
            var random = RandomNumbers(seed: 77)
            return relativeDifference(
                self.expected { $0 * (1 + random.float() * 0x1p-23) }, expected)
        }
    }
}
