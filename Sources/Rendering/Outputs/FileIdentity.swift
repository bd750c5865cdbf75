import Foundation

/// What makes two paths the same file: the file's number, or the path where there is no file yet.
enum FileIdentity: Equatable {
    /// A file that is there.
    case file(device: UInt, number: UInt)
    /// The path of a file that does not exist yet.
    case path(String)

    /// Looks at what is there now; links are followed.
    init(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = .file(device: UInt(status.st_dev), number: UInt(status.st_ino))
        } else {
            self = .path(URL(filePath: path).standardizedFileURL.path)
        }
    }
}
