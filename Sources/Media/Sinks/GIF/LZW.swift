/// GIF's compression.
///
/// Source: GIF89a specification, appendix F (variable-length-code LZW).
struct LZW {
    /// The codes of pairs of a code and a next index; a slot counts in its own round alone, so that
    /// clearing costs nothing.
    private var keys = [UInt32](repeating: 0, count: 1 << 13)
    private var codes = [UInt16](repeating: 0, count: 1 << 13)
    private var rounds = [UInt32](repeating: 0, count: 1 << 13)
    private var round: UInt32 = 0

    /// The data of an image in blocks of at most 255 bytes, the length of the smallest code before them
    /// and an empty block behind.
    ///
    /// - Parameters:
    ///   - indices: into the colour table, one for each pixel.
    ///   - bits: of an index, 2…8.
    mutating func encoded(_ indices: [UInt8], bits: Int) -> [UInt8] {
        var output = CodeWriter(firstByte: UInt8(bits))
        let (clear, end) = (1 << bits, 1 << bits + 1)
        var (next, length) = (end + 1, bits + 1)
        round &+= 1
        output.write(clear, length)
        guard var prefix = indices.first.map({ Int($0) }) else {
            output.write(end, length)
            return output.finished()
        }
        for index in indices.dropFirst() {
            let key = UInt32(prefix << 8 | Int(index))
            let slot = slot(of: key)
            if rounds[slot] == round {
                prefix = Int(codes[slot])
                continue
            }
            output.write(prefix, length)
            if next < 4096 {
                (keys[slot], codes[slot], rounds[slot]) = (key, UInt16(next), round)
                if next == 1 << length { length += 1 }
                next += 1
            } else {
                output.write(clear, length)
                (next, length) = (end + 1, bits + 1)
                round &+= 1
            }
            prefix = Int(index)
        }
        output.write(prefix, length)
        // The reader has taken one more code into its table.
        if next < 4096, next == 1 << length { length += 1 }
        output.write(end, length)
        return output.finished()
    }

    /// The slot of a key, or the free one where it belongs.
    @inline(__always)
    private func slot(of key: UInt32) -> Int {
        var slot = Int((key &* 2_654_435_769) >> 19)
        while rounds[slot] == round, keys[slot] != key { slot = (slot &+ 1) & (1 << 13 - 1) }
        return slot
    }
}

/// Codes of any length, the lowest bit first, in blocks.
private struct CodeWriter {
    private var bytes: [UInt8]
    private var block: [UInt8] = []
    private var (held, count): (UInt32, Int) = (0, 0)

    init(firstByte: UInt8) { bytes = [firstByte] }

    @inline(__always)
    mutating func write(_ code: Int, _ length: Int) {
        held |= UInt32(code) << UInt32(count)
        count += length
        while count >= 8 {
            append(UInt8(truncatingIfNeeded: held))
            held >>= 8
            count -= 8
        }
    }

    private mutating func append(_ byte: UInt8) {
        block.append(byte)
        guard block.count == 255 else { return }
        endBlock()
    }

    private mutating func endBlock() {
        guard !block.isEmpty else { return }
        bytes.append(UInt8(block.count))
        bytes += block
        block.removeAll(keepingCapacity: true)
    }

    mutating func finished() -> [UInt8] {
        if count > 0 { append(UInt8(truncatingIfNeeded: held)) }
        endBlock()
        return bytes + [0]
    }
}
