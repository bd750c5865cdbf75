import Graphs
import Testing
import Weights

@testable import Networks

/// The small networks of the layer tests with damaged texts: an error or another network, whose small
/// results are computed, never a crash.
@Suite("Sweeps over ncnn networks")
struct NCNNImportSweepTests {
    @Test("numbers of every layer changed to others are refused or computed", arguments: 0..<8)
    func numbers(round: UInt64) {
        var generator = Noise(state: round)
        let others = [
            "0", "1", "-1", "2", "3", "7", "-233", "2147483647", "-2147483648", "0.5", "1,2",
        ]
        for layer in NCNNLayerCase.all {
            var words = String(decoding: layer.text, as: UTF8.self)
                .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            let places = words.indices.filter { words[$0].contains("=") }
            guard let place = places.randomElement(using: &generator) else { continue }
            let id = words[place].prefix { $0 != "=" }
            let isLast = words[place].contains("\n")
            let rest = isLast ? words[place][words[place].firstIndex(of: "\n")!...] : ""
            words[place] = "\(id)=\(others.randomElement(using: &generator) ?? "")\(rest)"
            run(text: words.joined(separator: " "), layer)
        }
    }

    @Test("blobs of every network renamed are refused or computed", arguments: 0..<4)
    func bytes(round: UInt64) {
        var generator = Noise(state: round + 100)
        for layer in NCNNLayerCase.all {
            var text = layer.text
            let place = Int.random(in: 0..<text.count, using: &generator)
            text[place] = "0123456789xyab =.-\n".utf8.randomElement(using: &generator) ?? 0
            run(text: String(decoding: text, as: UTF8.self), layer)
        }
    }

    /// Builds the graph, and computes it where that is quick.
    private func run(text: String, _ layer: NCNNLayerCase) {
        guard
            let model = try? NCNNModel(
                text: Array(text.utf8), file: "m", weights: layer.weights, weightsFile: "b")
        else { return }
        let sizes = layer.input.split(separator: ".").last?.split(separator: "x") ?? []
        let input = Shape([1] + sizes.compactMap { Int($0) })
        guard
            let graph = try? NCNNImporter.graph(of: model, tensors: model.tensors, input: input),
            graph.multiplyAccumulates < 20_000, graph.shapes.allSatisfy({ $0.count < 5_000 })
        else { return }
        let x = Tensor(shape: input.sizes, values: Array(repeating: 0.5, count: input.count))
        #expect(throws: Never.self) { try evaluate(model, x) }
    }
}

/// A generator whose numbers are the same on every run (SplitMix64).
private struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
