import Foundation
import Media

extension [FarmFile] {
    /// Writes the files into a folder, each whole or not at all; files of the same names are replaced.
    ///
    /// - Throws: `MediaError`.
    public func write(to folder: String) throws {
        for file in self { try file.write(to: "\(folder)/\(file.name)") }
    }
}

extension FarmFile {
    fileprivate func write(to path: String) throws {
        let file = try PendingFile(path: path, overwrite: true)
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
        if isExecutable { try makeExecutable(file.partPath, place: path) }
        try file.commit()
    }

    /// Whoever may read it may run it.
    private func makeExecutable(_ path: String, place: String) throws {
        var status = stat()
        guard stat(path, &status) == 0,
            chmod(path, status.st_mode | (status.st_mode & 0o444) >> 2) == 0
        else {
            throw MediaError.inputOutput(
                place: place, call: "chmod", reason: String(cString: strerror(errno)))
        }
    }
}
