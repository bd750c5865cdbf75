/// Damage to a file, a function of a number alone.
struct Mutation {
    private var state: UInt64

    /// The damage of this number.
    init(_ number: Int) { state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 }

    /// SplitMix64 (S. Vigna).
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private mutating func below(_ count: Int) -> Int {
        Int(next() % UInt64(max(count, 1)))
    }

    /// The bytes with one to three kinds of damage.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(3) where bytes.count > 8 { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let position = position(in: bytes)
        let length = min(1 << below(10), bytes.count - position)
        switch below(9) {
        case 0, 1, 2:
            for _ in 0...below(8) { bytes[self.position(in: bytes)] ^= 1 << UInt8(below(8)) }
        case 3:
            let value = [0, 0xFF, UInt8(below(256))][below(3)]
            for index in position..<position + length { bytes[index] = value }
        case 4: for index in position..<position + length { bytes[index] = UInt8(below(256)) }
        case 5: bytes.removeLast(bytes.count - max(position, 1))
        case 6: bytes.removeSubrange(position..<position + length)
        case 7:
            let piece = Array(bytes[position..<position + length])
            bytes.insert(contentsOf: piece, at: self.position(in: bytes))
        default: writeNumber(&bytes, at: position)
        }
    }

    /// A field of four bytes becomes a number that lengths and counts are seldom tried with.
    private mutating func writeNumber(_ bytes: inout [UInt8], at position: Int) {
        let values: [UInt32] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF, 0x10000]
        let value = values[below(values.count)]
        let start = min(position, bytes.count - 4)
        for index in 0..<4 { bytes[start + index] = UInt8(value >> (24 - 8 * UInt32(index)) & 255) }
    }

    /// A place anywhere, or as often in the headers at the beginning or the index at the end.
    private mutating func position(in bytes: [UInt8]) -> Int {
        switch below(4) {
        case 0: below(min(bytes.count, 600))
        case 1: max(0, bytes.count - 1 - below(min(bytes.count, 1200)))
        default: below(bytes.count)
        }
    }
}
