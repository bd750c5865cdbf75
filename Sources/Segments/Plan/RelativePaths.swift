import Foundation

/// Paths as a folder's files name them, so that the folder can be seen under other names on other
/// machines together with what lies around it.
struct RelativePaths {
    private let folder: [String]

    /// - Parameter folder: absolute, or relative to the working folder.
    init(to folder: String) {
        self.folder = Self.components(folder)
    }

    /// A path seen from the folder; an absolute one where they share but the root.
    func path(_ path: String) -> String {
        let components = Self.components(path)
        let shared = zip(folder, components).prefix { $0 == $1 }.count
        guard shared > 0 else { return "/" + components.joined(separator: "/") }
        let up = [String](repeating: "..", count: folder.count - shared)
        return (up + components[shared...]).joined(separator: "/")
    }

    /// The inverse of ``path(_:)``: absolute.
    func resolved(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        return "/"
            + Self.components("/" + (folder + [path]).joined(separator: "/")).joined(separator: "/")
    }

    /// The names on the way from the root, without `.` and `..`; links are not followed.
    private static func components(_ path: String) -> [String] {
        let absolute =
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return absolute.split(separator: "/").reduce(into: []) { names, name in
            if name == ".." {
                _ = names.popLast()
            } else if name != "." {
                names.append(String(name))
            }
        }
    }
}
