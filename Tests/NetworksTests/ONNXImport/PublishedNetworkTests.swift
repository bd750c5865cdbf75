import Fixtures
import Foundation
import Imaging
import Networks
import Testing
import Weights

/// The published ONNX networks against what other software computed.
struct PublishedNetworkTests {
    @Test(
        "the published denoiser equals its reference to 1e-4 of the range",
        .enabled(if: RealData.isThere, "set SEGUE_DATA to the folder of real data"))
    func equalsReference() throws {
        let network = try Network(
            ONNXModel(onnxFile: RealData.path("networks/denoise/dncnn-sigma10.onnx")))
        let reference = try Checkpoint(
            safetensorsFile: RealData.path("reference/denoise.safetensors"))
        let input = try #require(reference["x"])
        let expected = try #require(reference["y.sigma10"])
        let graph = try network.graph(height: input.shape[2], width: input.shape[3])
        let found = evaluate(graph, tensors: network.tensors, input: input)
        let difference = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? .nan
        #expect(difference <= 1e-4)
    }

    @Test(
        "every published network is taken in",
        .enabled(if: RealData.isThere, "set SEGUE_DATA to the folder of real data"),
        arguments: ["painters", "denoise", "unrelated"])
    func imported(family: String) throws {
        let folder = RealData.path("networks/\(family)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".onnx") }
        for file in files {
            let network = try Network(ONNXModel(onnxFile: "\(folder)/\(file)"))
            #expect(try network.sizeRule().scale == 1)
        }
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
