import Files
import Foundation
import Presets
import Rendering

/// The preset that a page changes: a file, or one that ships until its first change makes a file of it.
struct PresetFile {
    /// Where it is written, as messages call it.
    private(set) var path: String
    /// What the file said when it was last read or written; for one that ships, its text.
    private(set) var text: String
    /// Whether there is a file of its own.
    private(set) var isSaved: Bool
    /// What the file was like then.
    private var stamp: FileStamp?

    /// Opens what the command line calls a preset.
    ///
    /// - Throws: `FileError`, `ShippedPreset.Unknown`, `PresetProblems`.
    init(fileOrName word: String) throws {
        if let shipped = try ShippedPreset.shipped(ifNamed: word) {
            text = try shipped.text()
            path = Self.free(shipped.name)
            isSaved = false
        } else {
            path = URL(filePath: word).resolvingSymlinksInPath().path
            if !word.hasPrefix("/") { path = Self.shortened(path, like: word) }
            isSaved = true
            text = ""
            text = try Self.read(path)
            stamp = FileStamp(path)
        }
    }

    /// The folder that it is in.
    var folder: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// The text of a file that has changed since it was last read or written, nil for one that has not.
    mutating func changedText() -> String? {
        guard isSaved, let now = FileStamp(path), now != stamp else { return nil }
        stamp = now
        guard let read = try? Self.read(path), read != text else { return nil }
        text = read
        return read
    }

    /// Replaces the file, whole or not at all; its permissions stay.
    ///
    /// - Throws: `FileError`, and a ``Refusal`` where another program has changed it since.
    mutating func write(_ new: String) throws {
        if isSaved, let now = FileStamp(path), now != stamp, try Self.read(path) != text {
            throw Refusal("\(path): changed by another program, which the page shows now")
        }
        let file = try AtomicFile(path: path, existing: isSaved ? .replace : .refuse)
        if let mode = stamp?.mode { chmod(file.partPath, mode) }
        try Array(new.utf8).withUnsafeBytes { try file.write($0) }
        try file.commit()
        (text, isSaved, stamp) = (new, true, FileStamp(path))
    }

    private static func read(_ path: String) throws -> String {
        guard let text = String(validating: try Preset.bytes(ofFile: path), as: UTF8.self) else {
            throw FileError.refused(
                path: path, found: "bytes that are not UTF-8", expected: "a preset in UTF-8")
        }
        return text
    }

    /// A path in the current folder as short as the one that was written, where both are the same file.
    private static func shortened(_ path: String, like word: String) -> String {
        URL(filePath: word).standardizedFileURL.path == path ? word : path
    }

    /// The first name of a preset that is not taken in the current folder.
    private static func free(_ name: String) -> String {
        let names = ["\(name).yaml"] + (2...999).map { "\(name)-\($0).yaml" }
        return names.first { !FileManager.default.fileExists(atPath: $0) } ?? names[0]
    }
}
