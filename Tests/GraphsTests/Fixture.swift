import Foundation
import Weights

/// Files beside the tests, each made by the script that lies with it.
enum Fixture {
    static func checkpoint(_ name: String) throws -> Checkpoint {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return try Checkpoint(safetensorsFile: folder.appending(path: "Fixtures/\(name)").path)
    }
}
