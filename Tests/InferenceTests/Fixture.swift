import Foundation
import Weights

/// Files beside the tests, made by Fixtures/transformer.py.
enum Fixture {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
            .path
    }

    static func checkpoint(_ name: String) throws -> Checkpoint {
        try Checkpoint(safetensorsFile: path("\(name).safetensors"))
    }

    static func model(_ name: String) throws -> ONNXModel {
        try ONNXModel(onnxFile: path("\(name).onnx"))
    }
}
