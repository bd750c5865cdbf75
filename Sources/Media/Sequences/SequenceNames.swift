import Files
import Glibc

/// The names of the files that a path stands for: a pattern, a folder, or a glob.
enum SequenceNames {
    /// `frame_%04d.png` or `frame_####.png`.
    case pattern(SequencePattern)
    /// A folder, whose pictures are taken.
    case folder(String)
    /// Names in a folder, as `*.jpg`.
    case glob(folder: String, name: String)

    /// What a path stands for that no file has; nil where it is the name of one file.
    init?(_ path: String) {
        if Self.isFolder(path) {
            self = .folder(path)
            return
        }
        if let pattern = SequencePattern(path) ?? SequencePattern(hashesIn: path) {
            self = .pattern(pattern)
            return
        }
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let name = String(path[start...])
        guard name.contains(where: { "*?[".contains($0) }) else { return nil }
        let folder = path[..<start]
        self = .glob(folder: folder.isEmpty ? "." : String(folder), name: name)
    }

    /// The folder that the files are in.
    var folder: String {
        switch self {
        case .pattern(let pattern): pattern.folder
        case .folder(let folder), .glob(let folder, _): folder
        }
    }

    /// Whether a name in the folder is one of the sequence's.
    func takes(_ name: String) -> Bool {
        switch self {
        case .pattern(let pattern): pattern.number(ofName: name) != nil
        case .folder: name.first != "." && Self.hasEnding(name)
        case .glob(_, let glob): fnmatch(glob, name, FNM_PERIOD) == 0
        }
    }

    /// What the folder is to be, for messages.
    private var folderExpected: String {
        if case .pattern = self { return "a folder of numbered pictures" }
        return "a folder of pictures"
    }

    /// The path of a name in the folder.
    func path(_ name: String) -> String {
        switch self {
        case .pattern(let pattern): pattern.pathInFolder(name)
        case .folder(let folder), .glob(let folder, _):
            folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        }
    }

    /// All names in the folder but hidden ones, in no order.
    ///
    /// - Throws: `FileError.missing` where the folder cannot be read, `FileError.refused` for a name
    ///   that is not UTF-8 and so cannot be named.
    func allNames() throws -> [String] {
        guard let folder = opendir(folder) else {
            throw FileError.missing(
                path: self.folder, found: systemMessage(errno), expected: folderExpected)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                throw FileError.refused(
                    path: self.folder,
                    found: "the name '\(String(decoding: bytes, as: UTF8.self))'",
                    expected: "names in UTF-8")
            }
            if name.first != "." { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func hasEnding(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }

    /// The endings of pictures: in a folder, files of other names are passed over.
    private static let endings: Set<String> = [
        "avif", "bmp", "dpx", "exr", "heic", "heif", "j2k", "jls", "jp2", "jpeg", "jpg", "jxl",
        "pbm",
        "pcx", "pgm", "png", "pnm", "ppm", "psd", "qoi", "ras", "sgi", "tif", "tiff", "webp",
    ]
}
