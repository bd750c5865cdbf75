import Foundation

/// Published networks, films and reference outputs that are not part of the repository: the folder
/// that the environment variable `SEGUE_DATA` names, else `shared/data` beside the package.
public enum RealData {
    /// The folder, nil where neither is there.
    public static let folder: String? = {
        let chosen = ProcessInfo.processInfo.environment["SEGUE_DATA"]
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appending(path: "shared/data").path
        return [chosen, beside].compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: "\($0)/networks") }
    }()

    /// Whether the folder is there.
    public static var isThere: Bool { folder != nil }

    /// The path of a file in the folder.
    public static func path(_ name: String) -> String { "\(folder ?? "")/\(name)" }
}
