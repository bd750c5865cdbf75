import Fixtures
import Foundation
import Graphs
import Testing
import Weights

@testable import Inference

/// Small networks that were got wrong once against ONNX Runtime and ncnn: Fixtures/Small/small.py says
/// what they are, and those that Tests/Differential found are beside it.
struct SmallFileTests {
    static let folder = Fixture.path("Small")
    static let names = files(in: folder)
    /// Of the shared data's neighbour; nil where it is not there.
    static let cases = RealData.folder.map { "\($0)/../cases" }
        .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

    @Test("networks beside this test are right to 1e-4 of the range", arguments: names)
    func own(name: String) throws {
        try Self.check("\(Self.folder)/\(name)", name)
    }

    @Test(
        "networks of the shared cases are right to 1e-4 of the range",
        .enabled(if: cases != nil, "needs the shared cases"),
        arguments: cases.map { files(in: $0) } ?? [])
    func shared(name: String) throws {
        try Self.check("\(try #require(Self.cases))/\(name)", "shared.\(name)")
    }

    /// Those whose expected values are there.
    private static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".onnx") || $0.hasSuffix(".param") }.sorted()
    }

    private static func check(_ path: String, _ name: String) throws {
        let expected = try Fixture.checkpoint("Small/small")
        let stem = name.split(separator: ".").dropLast().joined(separator: ".")
        let input = try #require(expected["\(stem).input"])
        let output = try #require(expected["\(stem).output"])
        let (graph, tensors) = try fileNetwork(path, Shape([1] + input.shape))
        #expect(graph.outputShape.sizes == output.shape)
        for lanes in [8, 16] {
            let run = try GraphRun(graph, tensors: tensors, lanes: lanes)
            _ = try run.values(of: input.values.map { _ in .nan })
            let difference = relativeDifference(try run.values(of: input.values), output.values)
            #expect(difference < 1e-4, "\(name), \(lanes) lanes")
        }
    }
}
