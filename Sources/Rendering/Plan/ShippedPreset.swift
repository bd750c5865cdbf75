import BuiltinNetworks
import Files
import Foundation
public import Presets

/// A preset that ships with the program.
public struct ShippedPreset: Sendable {
    /// That no preset ships under a name.
    public enum Unknown: Error, Hashable, Sendable, CustomStringConvertible {
        /// A word that is neither a file nor the name of a preset that ships: the nearest name, and how
        /// many presets ship.
        case name(String, nearest: String?, count: Int)

        /// One line: the word, what was found, what was expected.
        public var description: String {
            switch self {
            case .name(let name, _, count: 0):
                "\(name): no such file, and no presets were found; expected a file with its ending, or"
                    + " SEGUE_PRESETS to name the presets' folder"
            case .name(let name, let nearest, _):
                "\(name): no preset of this name ships\(didYouMean(nearest)), expected a name that"
                    + " 'segue presets' lists, or a file with its ending"
            }
        }
    }

    /// What the command line calls it: its file's name without the ending.
    public let name: String
    /// The path of its file, from the root.
    public let path: String
    /// What the first comment of the file says.
    public let summary: String

    /// Its text for a file in any folder: what it reads by paths from the root, and its outputs beside
    /// that file.
    ///
    /// - Throws: `FileError`, `PresetProblems`.
    public func text() throws -> String {
        try text { "/" + absoluteComponents(of: $0.resolved).joined(separator: "/") }
    }

    /// Its text with other paths of what it reads, and its outputs in the current folder.
    private func text(reading: (Preset.Path) -> String) throws -> String {
        try Preset.read(file: path).text(reading: reading) {
            $0.written.split(separator: "/").last.map(String.init) ?? $0.written
        }
    }

    /// The folder of its file, where the paths in it begin.
    package var folder: String {
        URL(filePath: path).deletingLastPathComponent().path
    }

    /// The preset, for outputs in the current folder.
    fileprivate func preset() throws -> Preset {
        var preset = try Preset.parse(
            text(), file: name, checking: { $0.fault }, outputs: { $0.faults })
        preset.shipped = Preset.Shipped(name: name, text: try text { $0.written })
        return preset
    }
}

/// The presets that ship, in the folder that the environment variable `SEGUE_PRESETS` names, in
/// `../share/segue/presets` seen from the program, or in the source tree's `Presets`.
extension ShippedPreset {
    /// All of them by name; empty when no folder is there.
    public static func all() -> [ShippedPreset] {
        guard let folder = folders.first(where: FileManager.default.fileExists) else { return [] }
        let whole = URL(filePath: folder).resolvingSymlinksInPath().path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: whole)) ?? []
        return files.filter { $0.hasSuffix(ending) }.sorted().map { file in
            let path = "\(whole)/\(file)"
            return ShippedPreset(
                name: String(file.dropLast(ending.count)), path: path, summary: summary(of: path))
        }
    }

    /// The preset of a name.
    ///
    /// - Throws: ``Unknown``.
    public static func named(_ name: String) throws(Unknown) -> ShippedPreset {
        let all = all()
        if let preset = all.first(where: { $0.name == name }) { return preset }
        throw .name(
            name, nearest: nearestName(to: name, in: all.map(\.name)), count: all.count)
    }

    /// The preset that ships which the command line calls by a word; nil where the word is a file's path.
    ///
    /// - Throws: ``Unknown``.
    package static func shipped(ifNamed word: String) throws(Unknown) -> ShippedPreset? {
        guard isName(word), !isRegularFile(word) else { return nil }
        return try named(word)
    }

    /// Reads what the command line calls a preset: a file, or a word without `/` and without ending, which
    /// is a preset that ships; its outputs go to the current folder.  A file that is called exactly so
    /// comes first.  `-` is standard input.
    ///
    /// - Throws: `FileError`, ``Unknown``, `PresetProblems`.
    public static func read(fileOrName word: String) throws -> Preset {
        guard word != StandardInput.path else { return try standardInput() }
        guard isName(word), !isRegularFile(word) else {
            do {
                return try Preset.read(file: word, checking: { $0.fault }, outputs: { $0.faults })
            } catch FileError.missing(let path, let found, let expected) {
                let name = word.hasSuffix(ending) ? String(word.dropLast(ending.count)) : ""
                let isShipped = isName(name) && all().contains { $0.name == name }
                let remedy = "; the one that ships is called \(name), without ending"
                throw FileError.missing(
                    path: path, found: found, expected: expected + (isShipped ? remedy : ""))
            }
        }
        do {
            return try named(word).preset()
        } catch Unknown.name where FileManager.default.fileExists(atPath: word) {
            return try Preset.read(file: word, checking: { $0.fault }, outputs: { $0.faults })
        }
    }

    /// A preset that comes in from another program; its paths begin in the current folder.
    private static func standardInput() throws -> Preset {
        let file = try StandardInput.file(expected: "a preset")
        guard file.size <= SourceText.sizeLimit else {
            throw FileError.refused(
                path: StandardInput.path, found: "\(file.size) bytes",
                expected: "a preset of at most \(SourceText.sizeLimit)")
        }
        return try Preset.parse(
            file.read(0..<file.size), file: StandardInput.path, checking: { $0.fault })
    }

    private static let ending = ".yaml"

    private static func isName(_ word: String) -> Bool {
        !word.isEmpty && !word.contains { $0 == "/" || $0 == "." }
    }

    private static func isRegularFile(_ path: String) -> Bool {
        let kind = try? FileManager.default.attributesOfItem(
            atPath: URL(filePath: path).resolvingSymlinksInPath().path)[.type]
        return kind as? FileAttributeType == .typeRegular
    }

    private static var folders: [String] {
        let chosen = ProcessInfo.processInfo.environment["SEGUE_PRESETS"].map { [$0] } ?? []
        guard let file = ProgramFile.path else { return chosen }
        let program = URL(filePath: file).deletingLastPathComponent()
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
