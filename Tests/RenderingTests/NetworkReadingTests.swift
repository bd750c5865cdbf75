import Networks
import Presets
import Testing
import Weights

@testable import Rendering

struct NetworkReadingTests {
    @Test(arguments: ["monet", "painters/monet", "/none/monet"])
    func `a path that names a network that ships leads to it`(path: String) {
        let error = #expect(throws: WeightsError.self) {
            try Network.read(NetworkReference(path))
        }
        #expect(
            error?.description
                == "\(path): no such file, expected a network file, or builtin:monet")
    }

    @Test(arguments: ["none.safetensors", "monet.safetensors", "monet/none"])
    func `any other path is only missing`(path: String) {
        #expect(throws: WeightsError.missing(file: path)) {
            try Network.read(NetworkReference(path))
        }
    }
}
