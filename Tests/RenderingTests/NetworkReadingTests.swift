import Imaging
import Inference
import Networks
import Presets
import Testing
import Weights

@testable import Rendering

struct NetworkReadingTests {
    @Test(arguments: ["monet", "painters/monet", "/none/monet", "mnt", "Monet"])
    func `a path that names a network that ships leads to it`(path: String) {
        let error = #expect(throws: WeightsError.self) {
            try Network.read(NetworkReference(path))
        }
        #expect(
            error?.description
                == "\(path): no such file, expected a network file "
                + "(did you mean 'builtin:monet'?)")
        let fault = NetworkReference(path).fault
        #expect(fault == .missingFile(error?.description ?? ""))
    }

    @Test func `a network that ships is called builtin:NAME`() throws {
        let network = try Network.read(.builtin("monet"))
        #expect(network.file == "builtin:monet")
        #expect(NetworkReference.builtin("monet").fault == nil)
        let unknown = "no built-in network 'mont' (did you mean 'builtin:monet'?)"
        #expect(NetworkReference.builtin("mont").fault == .unknownName(unknown))
        let bytes = PixelConvention(order: .rgb, range: .bytes)
        let error = #expect(throws: InferenceError.self) {
            try NetworkFamily([
                ("a", network), ("b", try Network.read(.builtin("monet"), convention: bytes)),
            ])
        }
        #expect(
            error?.description
                == "builtin:monet: works in RGB 0…255, expected RGB 0…1 as builtin:monet")
    }

    @Test(arguments: ["none.safetensors", "monet.safetensors", "monet/mont", "x"])
    func `any other path is only missing`(path: String) {
        #expect(throws: WeightsError.missing(file: path)) {
            try Network.read(NetworkReference(path))
        }
    }
}
