import Files

/// The bytes of a file, read range by range where they are wanted.
struct ByteSource {
    /// Their source, for messages.
    let file: String

    /// Their number.
    let size: Int

    /// The bytes of a range inside the file.
    let read: (Range<Int>) throws -> [UInt8]

    /// The bytes of an open file, which is never in memory as a whole.
    init(_ file: RegularFile) {
        self.file = file.path
        size = file.size
        read = file.read
    }

    /// Bytes in memory; `file` is the name that messages give them.
    init(_ bytes: [UInt8], file: String) {
        self.file = file
        size = bytes.count
        read = { Array(bytes[$0]) }
    }
}
