import Foundation

/// The names on the way from the root to a file, without `.` and `..`; links are not followed.
///
/// - Parameter path: absolute, or relative to the working folder.
package func absoluteComponents(of path: String) -> [Substring] {
    let absolute =
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return absolute.split(separator: "/").reduce(into: []) { names, name in
        if name == ".." {
            _ = names.popLast()
        } else if name != "." {
            names.append(name)
        }
    }
}
