import Fixtures
import Networks
import Testing
import Weights

/// The published ONNX networks against what other software computed.
struct PublishedNetworkTests {
    @Test(
        "a published network equals its reference to 1e-4 of the range",
        .enabled(if: RealData.isThere, "set SEGUE_DATA to the folder of real data"),
        arguments: [
            ("painters", "monet"), ("painters", "vangogh"),
            ("painters", "cezanne"), ("painters", "ukiyoe"), ("denoise", "dncnn-sigma10"),
            ("denoise", "dncnn-sigma15"), ("denoise", "dncnn-sigma25"),
        ])
    func equalsReference(family: String, name: String) throws {
        let network = try Network(
            ONNXModel(onnxFile: RealData.path("networks/\(family)/\(name).onnx")))
        let reference = try Checkpoint(
            safetensorsFile: RealData.path("reference/\(family).safetensors"))
        let input = try #require(reference["x"])
        let expected = try #require(
            reference["y.\(name)"] ?? reference["y.\(name.replacing("dncnn-", with: ""))"])
        let graph = try network.graph(height: input.shape[2], width: input.shape[3])
        let found = evaluate(graph, tensors: network.tensors, input: input)
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .nan
        #expect(difference <= 1e-4)
    }

    @Test(
        "a file that fixes one channel is taken as gray",
        .enabled(if: RealData.isThere, "set SEGUE_DATA to the folder of real data"),
        arguments: [15, 50])
    func gray(sigma: Int) throws {
        let network = try Network(
            ONNXModel(
                onnxFile: RealData.path("networks/unrelated/dncnn-gray-sigma\(sigma).onnx")))
        #expect(network.convention == .unitGray)
        #expect(network.conventionSource == .assumed)
    }
}
