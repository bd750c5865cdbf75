import Files

/// Paths as a folder's files name them, so that the folder can be seen under other names on other
/// machines together with what lies around it.
struct RelativePaths {
    private let folder: [Substring]

    /// - Parameter folder: absolute, or relative to the working folder.
    init(to folder: String) {
        self.folder = absoluteComponents(of: folder)
    }

    /// A path seen from the folder; an absolute one where they share but the root.  Standard input has the
    /// same name from everywhere.
    func path(_ path: String) -> String {
        if path == StandardInput.path { return path }
        let components = absoluteComponents(of: path)
        let shared = zip(folder, components).prefix { $0 == $1 }.count
        guard shared > 0 else { return "/" + components.joined(separator: "/") }
        let up = [Substring](repeating: "..", count: folder.count - shared)
        return (up + components[shared...]).joined(separator: "/")
    }

    /// The inverse of ``path(_:)``: absolute.
    func resolved(_ path: String) -> String {
        guard !path.hasPrefix("/"), path != StandardInput.path else { return path }
        let whole = "/" + (folder + [path[...]]).joined(separator: "/")
        return "/" + absoluteComponents(of: whole).joined(separator: "/")
    }
}
