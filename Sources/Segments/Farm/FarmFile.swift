import Files

/// A file of a farm's engine.
public struct FarmFile: Equatable, Sendable {
    /// Its name in the segments' folder.
    public let name: String
    /// All of it, a line break at its end.
    public let text: String
    /// Whether it is a program.
    public let isExecutable: Bool

    init(_ name: String, isExecutable: Bool = false, _ text: String) {
        self.name = name
        self.text = text
        self.isExecutable = isExecutable
    }
}

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
