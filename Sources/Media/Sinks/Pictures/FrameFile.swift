import Files
import Glibc

/// The file that has the name of a sequence's frame.
enum FrameFile: Equatable {
    /// Nothing.
    case missing
    /// An image that states a frame's key; its data are not looked at.
    case keyed(FrameStatement)
    /// Anything else, or another user's.
    case other

    /// Looks at a file of a folder.
    ///
    /// - Parameter name: its name there.
    init(_ name: String, in folder: OutputFolder, _ format: any PictureFormat.Type) {
        var status = stat()
        guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            self = errno == ENOENT ? .missing : .other
            return
        }
        guard let file = folder.openOwn(name),
            let beginning = try? file.prefix(FrameStatement.reach)
        else {
            self = .other
            return
        }
        let end = file.bytes(
            at: max(0, file.size - FrameStatement.reach),
            count: min(file.size, FrameStatement.reach))
        guard let statement = format.statement(inBeginning: beginning, end: end) else {
            self = .other
            return
        }
        self = .keyed(statement)
    }

    /// The state of the data of a file that states a key.
    enum Data {
        /// The content that it states.
        case whole
        /// They cannot be decoded: the file was cut or damaged.
        case damaged
        /// Others: somebody has changed the image.
        case changed
    }

    /// Compares the content of a file of a folder with what it states.
    static func data(
        of name: String, in folder: OutputFolder, _ format: any PictureFormat.Type,
        stating statement: FrameStatement
    ) -> Data {
        guard let file = folder.openOwn(name), let bytes = try? file.prefix(file.size),
            bytes.count == file.size, let content = format.content(of: bytes)
        else { return .damaged }
        if content == statement.content { return .whole }
        return (try? StillPicture(recognising: file)) == nil ? .damaged : .changed
    }
}
