import Files

/// The bytes of a file by position, read in blocks; where the file is read from does not move.
struct FileBytes {
    /// Bytes of the file.
    var count: Int { file.size }

    private let file: RegularFile
    private var block: [UInt8] = []
    private var start = 0
    private static let blockSize = 1 << 16

    /// The bytes of an open file.
    init(_ file: RegularFile) { self.file = file }

    /// The integer of 1…8 bytes at a position, the most significant first unless said otherwise; nil
    /// beyond the end, and for one above `Int.max`.
    mutating func integer(at position: Int, _ size: Int, isLittleEndian: Bool = false) -> Int? {
        guard position >= 0, position < count, size <= count - position else { return nil }
        if position < start || position + size > start + block.count { load(position) }
        guard position + size <= start + block.count else { return nil }
        var value: UInt64 = 0
        for index in 0..<size {
            let place = isLittleEndian ? size - 1 - index : index
            value = value << 8 | UInt64(block[position - start + place])
        }
        return Int(exactly: value)
    }

    /// Bytes from a position on, as many as there are.
    func bytes(at position: Int, count: Int) -> [UInt8] { file.bytes(at: position, count: count) }

    /// Whether a text of ASCII stands at a position.
    mutating func has(_ text: String, at position: Int) -> Bool {
        text.utf8.enumerated().allSatisfy {
            integer(at: position + $0.offset, 1) == Int($0.element)
        }
    }

    /// Reads the block around a position, more of it after than before.
    private mutating func load(_ position: Int) {
        start = max(0, position - Self.blockSize / 4)
        block = file.bytes(at: start, count: Self.blockSize)
    }
}
