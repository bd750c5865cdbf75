import Fixtures
import Foundation
import Graphs
import Imaging
import Networks
import Testing

@testable import Inference

/// What users are told of a plan's steps.
struct StepDescriptionTests {
    @Test func `a TransformerNet reads as its paper's table`() throws {
        let steps = try transformer().stepDescriptions
        #expect(steps.first?.name == "scale + pad, 3 channels, 112×56")
        // What stands before a convolution is done by it or by a pass of its own.
        let convolutions = steps.filter { $0.multiplyAccumulates != nil }
        let residual = Array(repeating: "3×3 convolution 8→8, 16×12", count: convolutions.count - 6)
        #expect(
            convolutions.map { $0.name.components(separatedBy: " + ").last } == [
                "9×9 convolution 3→4, 64×48", "3×3 convolution 4→6, 32×24, stride 2",
                "3×3 convolution 6→8, 16×12, stride 2",
            ] + residual + [
                "3×3 convolution 8→6, 32×24", "3×3 convolution 6→4, 64×48",
                "9×9 convolution 4→3, 64×48",
            ])
        let text = steps.map(\.name).joined(separator: "\n")
        #expect(text.contains("\nnormalise + ReLU + pad"))
        #expect(text.contains("\nnormalise + ReLU + 2× enlarge + pad"))
        #expect(text.contains("\nnormalise + add"))
        #expect(
            Set(steps.map(\.kind)) == [
                "passes", "moments", "9×9 convolution", "3×3 convolution",
                "3×3 convolution, stride 2",
            ])
    }

    @Test func `the layers' multiply-accumulates are the graph's`() throws {
        let prepared = try transformer()
        let sum = prepared.stepDescriptions.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) }
        #expect(sum == Double(prepared.graph.multiplyAccumulates))
        #expect(prepared.multiplyAccumulates == sum)
    }

    @Test func `networks of one channel run three times a picture`() throws {
        let network = try Network(
            SmallNetwork.model(
                [SmallNetwork.node("Conv", ["x", "w"], "y")], [("w", [1, 1, 1, 1], [1])],
                channels: 1), convention: .unitGray)
        let prepared = try NetworkFamily([("gray", network)]).compiled(width: 10, height: 4)
        #expect(prepared.runsPerImage == 3)
        #expect(prepared.multiplyAccumulates == 3 * 40)
    }

    @Test func `every step that random graphs lead to has a name, a kind and a kernel`() throws {
        var seen: Set<String> = []
        for (number, kind) in AnyGraph.Kind.allCases.enumerated() {
            for seed in 0..<8 {
                let prepared = try prepared(UInt64(100 * number + seed)) { graph in
                    graph.append(.convolution)
                    graph.append(kind)
                    graph.append(kind)
                }
                #expect(countsAgree(prepared))
                for (step, description) in zip(
                    prepared.plan.steps, prepared.stepDescriptions)
                {
                    seen.insert(String("\(step)".prefix { $0 != "(" }))
                    #expect(!description.kind.isEmpty)
                    #expect(!description.kernel.isEmpty)
                    #expect(description.name.count > description.kind.count)
                    #expect(description.name.allSatisfy { !$0.isNewline })
                }
            }
        }
        #expect(
            seen.isSuperset(of: [
                "convolve", "tiled", "pass", "arrange", "moments", "statistics", "normalize",
                "resize",
                "pool", "reducePixels", "reduceChannels", "multiply", "softmax", "gather",
            ]), "\(seen)")
    }

    @Test(
        arguments: [
            ([0, 1, 2, 3], []),
            ([1, 0, 1, 2, 1], ["pad"]),
            ([-1, 0, 1, 2, -1], ["pad"]),
            ([0, 0, 1, 1, 2, 2], ["2× enlarge"]),
            ([1, 0, 0, 0, 1, 1, 2, 2, 2, 1], ["2× enlarge", "pad"]),
            ([1, 2, 3], ["select"]),
            ([0, 2, 4], ["select"]),
            ([2, 1, 0], ["select"]),
            ([], []),
        ] as [([Int32], [String])])
    func `a gathering is told from its places`(places: [Int32], words: [String]) {
        let plain: [Int32] = [0, 1, 2]
        #expect(PixelGather(rows: places, columns: plain).words == words)
        #expect(PixelGather(rows: plain, columns: places).words == words)
    }

    /// Whether the steps' multiply-accumulates are the graph's, as far as both count the same.
    private func countsAgree(_ prepared: CompiledFamily) -> Bool {
        let hasOther = prepared.graph.nodes.contains {
            if case .matrixProduct = $0.operation { true } else { false }
        }
        guard !hasOther, prepared.plan.fallbackOperations.isEmpty else { return true }
        let sum = prepared.stepDescriptions.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) }
        return sum == Double(prepared.graph.multiplyAccumulates)
    }

    private func transformer() throws -> CompiledFamily {
        let members = try TransformerNetTests.members("transformer")
        return try NetworkFamily([("a", members[0]), ("b", members[1])])
            .compiled(width: 64, height: 48)
    }

    private func prepared(
        _ seed: UInt64, _ build: (inout AnyGraph) -> Void
    ) throws -> CompiledFamily {
        var graph = AnyGraph(seed: seed, channels: 3, height: 12, width: 16, members: 2)
        build(&graph)
        graph.finish(channels: 3)
        return try CompiledFamily(
            graph.graph, tensors: graph.tensors, rule: SizeRule(scale: 1, multiple: 1),
            convention: .unit, image: (16, 12), threads: 1)
    }
}
