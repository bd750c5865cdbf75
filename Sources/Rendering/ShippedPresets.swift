import Foundation

/// A preset that ships with the program.
public struct ShippedPreset: Sendable {
    /// The path of its file.
    public let path: String
    /// What the first comment of the file says.
    public let summary: String
}

/// The presets that ship, in `../share/segue/presets` seen from the program, in the folder that the
/// environment variable `SEGUE_PRESETS` names, or in the source tree's `Presets`.
public enum ShippedPresets {
    /// All of them by name; empty when no folder is there.
    public static func all() throws -> [ShippedPreset] {
        guard let folder = folders.first(where: FileManager.default.fileExists) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".yaml") }.sorted()
            .map { name in
                let path = "\(folder)/\(name)"
                return ShippedPreset(path: path, summary: summary(of: path))
            }
    }

    private static var folders: [String] {
        let chosen = ProcessInfo.processInfo.environment["SEGUE_PRESETS"].map { [$0] } ?? []
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let installed = program.deletingLastPathComponent().appending(path: "share/segue/presets")
        return chosen + [installed.path] + sourceTree(above: program)
    }

    /// `Presets` beside the Package.swift above a build folder.
    private static func sourceTree(above folder: URL) -> [String] {
        var folder = folder
        while folder.path.count > 1 {
            let manifest = folder.appending(path: "Package.swift").path
            if FileManager.default.fileExists(atPath: manifest) {
                return [folder.appending(path: "Presets").path]
            }
            folder.deleteLastPathComponent()
        }
        return []
    }

    private static func summary(of path: String) -> String {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let comment = text.split(separator: "\n").first { $0.hasPrefix("#") }
        return comment.map { String($0.drop { "# ".contains($0) }) } ?? ""
    }
}
