import Fixtures
import Graphs
import Inference
import Testing
import Weights

@testable import Matching

struct AlignmentTests {
    @Test("additions tie channels, concatenations join them, a pixel shuffle moves blocks")
    func groups() throws {
        let groups = try ChannelGraph(seed: 1).graph.channelGroups
        #expect(groups.map(\.blockCount) == [8, 4, 4])
        // The weights behind the concatenation see 8 channels of one group and 4 of the next.
        let graph = try ChannelGraph(seed: 1).graph
        let wide = try #require(graph.parameters.firstIndex { $0.name == "wide.w" })
        let places = groups.map { group in
            group.places.filter { $0.slot == wide }.map { [$0.axis, $0.start, $0.width] }
        }
        #expect(places == [[[1, 0, 1]], [[1, 8, 1]], [[0, 0, 4]]])
    }

    @Test("any order of a group's blocks leaves what the network computes as it was")
    func sameFunction() throws {
        var random = RandomNumbers(seed: 3)
        let example = try ChannelGraph(seed: 2)
        let input = random.tensor(example.graph.inputShape.sizes)
        let output = ReferenceEngine.run(
            example.graph, parameters: example.parameters, input: input)
        for _ in 0..<5 {
            let permuted = example.permuted(&random)
            #expect(permuted != example.parameters)
            let other = ReferenceEngine.run(example.graph, parameters: permuted, input: input)
            let difference = zip(output.values, other.values).map { abs($0 - $1) }.max() ?? 1
            #expect(difference < 1e-5)
        }
    }

    @Test("a permuted copy comes back bit for bit", arguments: 1...5)
    func recovery(seed: UInt64) throws {
        var random = RandomNumbers(seed: seed + 100)
        let example = try ChannelGraph(seed: seed)
        let alignment = Alignment(
            of: example.permuted(&random), to: example.parameters, in: example.graph)
        #expect(alignment.parameters == example.parameters)
        #expect(alignment.cosines.before < 0.9)
        #expect(abs(alignment.cosines.after - 1) < 1e-12)
    }

    @Test("networks in one order stay as they are")
    func nothingToDo() throws {
        let example = try ChannelGraph(seed: 7)
        let alignment = Alignment(
            of: example.parameters, to: example.parameters, in: example.graph)
        #expect(alignment.orders.allSatisfy { $0 == Array($0.indices) })
        #expect(alignment.parameters == example.parameters)
    }

    @Test("alignment never lowers the cosine")
    func apart() throws {
        let (a, b) = (try ChannelGraph(seed: 8), try ChannelGraph(seed: 9))
        let alignment = Alignment(of: b.parameters, to: a.parameters, in: a.graph)
        #expect(alignment.cosines.after > alignment.cosines.before)
    }
}

struct RenormalizationTests {
    @Test("the run for measuring computes what the reference computes")
    func sameValues() throws {
        var random = RandomNumbers(seed: 4)
        let example = try ChannelGraph(seed: 4)
        let inputs = (0..<2).map { _ in random.tensor(example.graph.inputShape.sizes) }
        var visited: [Int] = []
        let outputs = ActivationRun(example.graph).run(
            parameters: example.parameters, pictures: inputs
        ) { node, _ in visited.append(node) }
        #expect(visited == Array(example.graph.nodes.indices))
        for (input, output) in zip(inputs, outputs) {
            let truth = ReferenceEngine.run(
                example.graph, parameters: example.parameters, input: input)
            let difference = zip(truth.values, output.values).map { abs($0 - $1) }.max() ?? 1
            #expect(difference < 1e-5)
        }
    }

    @Test("means and deviations follow their formulae")
    func moments() {
        let values = [
            Tensor(shape: [1, 2, 1, 2], values: [1, 2, 5, 5]),
            Tensor(shape: [1, 2, 1, 2], values: [3, 6, 5, 5]),
        ]
        let moments = ChannelMoments(values)
        #expect(moments.means == [3, 5])
        // (4 + 1 + 0 + 9) / 4 = 3.5
        #expect(abs(moments.deviations[0] - 3.5.squareRoot()) < 1e-12)
        #expect(moments.deviations[1] == 0)
        #expect(abs(moments.variance - 1.75) < 1e-12)
    }

    @Test("a corrected mixture's last layer has the mean and deviation between the ends'")
    func corrected() throws {
        var random = RandomNumbers(seed: 6)
        let (a, b) = (try ChannelGraph(seed: 6), try ChannelGraph(seed: 60))
        let inputs = (0..<3).map { _ in random.tensor(a.graph.inputShape.sizes) }
        let repair = Renormalization(
            a.graph, first: a.parameters, second: b.parameters, pictures: inputs)
        let mixture = zip(a.parameters, b.parameters).map { x, y in
            Tensor(shape: x.shape, values: zip(x.values, y.values).map { 0.75 * $0 + 0.25 * $1 })
        }
        let repaired = repair.corrected(mixture, alpha: 0.25)
        func moments(_ parameters: [Tensor]) -> ChannelMoments {
            ChannelMoments(
                inputs.map { ReferenceEngine.run(a.graph, parameters: parameters, input: $0) })
        }
        let (first, second) = (moments(a.parameters), moments(b.parameters))
        let found = moments(repaired)
        for channel in 0..<3 {
            let mean = 0.75 * first.means[channel] + 0.25 * second.means[channel]
            let deviation = 0.75 * first.deviations[channel] + 0.25 * second.deviations[channel]
            #expect(abs(found.means[channel] - mean) < 1e-4)
            #expect(abs(found.deviations[channel] - deviation) < 1e-4)
        }
        #expect(repaired != mixture)
    }

    @Test("at the ends there is nothing to correct")
    func ends() throws {
        var random = RandomNumbers(seed: 5)
        let (a, b) = (try ChannelGraph(seed: 5), try ChannelGraph(seed: 50))
        let inputs = [random.tensor(a.graph.inputShape.sizes)]
        let repair = Renormalization(
            a.graph, first: a.parameters, second: b.parameters, pictures: inputs)
        for (parameters, alpha) in [(a.parameters, 0.0), (b.parameters, 1.0)] {
            for (old, new) in zip(parameters, repair.corrected(parameters, alpha: alpha)) {
                let difference = zip(old.values, new.values).map { abs($0 - $1) }.max() ?? 0
                #expect(difference < 1e-5)
            }
        }
    }
}
