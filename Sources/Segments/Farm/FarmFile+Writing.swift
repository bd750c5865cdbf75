import Files
import Media

extension [FarmFile] {
    /// Writes the files into a folder, each whole or not at all; files of the same names are replaced.
    ///
    /// - Throws: `FileError`.
    public func write(to folder: String) throws {
        let folder = try TrustedFolder(creating: folder, .named, isPrivate: false)
        for file in self {
            let output = try folder.newFile(file.name)
            try [UInt8](file.text.utf8).withUnsafeBytes { try output.write($0) }
            if file.isExecutable { try output.makeExecutable() }
            try output.commit()
        }
    }
}
