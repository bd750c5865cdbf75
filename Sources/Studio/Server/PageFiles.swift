import BuiltinNetworks
import Files
import Foundation

/// The page's own files, read once.
///
/// They stand in `../share/segue/studio` seen from the program's folder, or in the resources that the Swift
/// package manager puts beside the program.
struct PageFiles: Sendable {
    struct File: Sendable {
        let type: String
        let bytes: Data
    }

    private let files: [String: File]

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]

    /// - Throws: ``StudioError/noPage(searched:)``.
    init() throws {
        let folders = Self.folders
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            var files: [String: File] = [:]
            for name in names {
                let ending = name.split(separator: ".").last.map(String.init) ?? ""
                guard let type = Self.types[ending] else { continue }
                let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                files[name] = File(type: type, bytes: bytes)
            }
            if files["index.html"] != nil {
                self.files = files
                return
            }
        }
        throw StudioError.noPage(searched: folders)
    }

    /// The file of a name; of the empty one the page itself.
    subscript(name: String) -> File? { files[name.isEmpty ? "index.html" : name] }

    private static var folders: [String] {
        guard let program = ProgramFile.path else { return [] }
        let folder = URL(filePath: program).deletingLastPathComponent()
        return [
            folder.deletingLastPathComponent().appending(path: "share/segue/studio").path,
            folder.appending(path: "Segue_Studio.resources/Web").path,
        ]
    }
}
