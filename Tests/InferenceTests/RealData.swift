import Foundation

/// The folder of real networks, pictures and reference outputs; absent on a user's machine.
enum RealData {
    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["SEGUE_DATA"]
        let candidates = [
            environment.map { URL(filePath: $0) },
            URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized,
        ]
        return candidates.compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0.appending(path: "networks").path)
        }
    }()

    static var exists: Bool { folder != nil }

    static func path(_ relative: String) -> String {
        folder?.appending(path: relative).path ?? relative
    }
}
