import Foundation

/// A folder for files that nobody keeps; removed when its last owner lets it go.
final class ScratchFolder: Sendable {
    /// Its path.
    let path: String

    /// Makes one in the folder for temporary files.
    ///
    /// - Throws: what `FileManager` throws where that cannot be written.
    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "segue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Bytes of the files in it.
    var bytes: Int {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.reduce(0) { sum, name in
            let attributes = try? files.attributesOfItem(atPath: "\(path)/\(name)")
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }
}
