/// One axis of a value of a tile: where it lies in the same value of the whole image, and which of
/// its places hold the bits that the whole image's network would compute there.
package struct ValidRange: Sendable, Equatable {
    /// Rows or columns of the tile's value.
    package let size: Int
    /// Rows or columns of the whole image's value.
    package let wholeSize: Int
    /// The whole's place of the tile's first.
    package let offset: Int
    /// The tile's places that are the whole's.
    package let valid: Range<Int>

    package init(size: Int, wholeSize: Int, offset: Int, valid: Range<Int>) {
        (self.size, self.wholeSize) = (size, wholeSize)
        (self.offset, self.valid) = (offset, valid)
    }

    /// The same places, counted from the whole's first.
    package var wholePlaces: Range<Int> { valid.lowerBound + offset..<valid.upperBound + offset }

    /// Places that a window may reach: beyond an edge of the image itself the whole sees the same
    /// padding.
    private var readable: Range<Int> {
        let first = offset == 0 && valid.lowerBound == 0 ? -Self.beyond : valid.lowerBound
        let isWholeEnd = offset + size == wholeSize && valid.upperBound == size
        return valid.isEmpty ? valid : first..<(isWholeEnd ? Self.beyond : valid.upperBound)
    }

    /// Further than any window reaches.
    private static let beyond = 1 << 40

    /// A value of the same places, of which those are the whole's that read nothing but the whole's.
    ///
    /// - Parameters:
    ///   - block: places that are computed together, so that the bits of each depend on what any
    ///     of them reads.
    ///   - reads: the first and the last place of this value that a place reads, rising with it.
    package func read(
        size: Int, wholeSize: Int, offset: Int, block: Int = 1,
        _ reads: (_ place: Int) -> ClosedRange<Int>
    ) -> ValidRange {
        let readable = readable
        let valid = Self.longestRun(0..<size) { place in
            let first = place / block * block
            return readable.contains(reads(first).lowerBound)
                && readable.contains(reads(first + block - 1).upperBound)
        }
        return ValidRange(size: size, wholeSize: wholeSize, offset: offset, valid: valid)
    }

    /// The same value, of whose valid places those remain that a test passes.
    package func narrowed(_ isKept: (Int) -> Bool) -> ValidRange {
        ValidRange(
            size: size, wholeSize: wholeSize, offset: offset,
            valid: Self.longestRun(valid, isKept))
    }

    /// The longest stretch of places in a row that pass a test; the first of several.
    private static func longestRun(_ places: Range<Int>, _ passes: (Int) -> Bool) -> Range<Int> {
        var (longest, start) = (places.lowerBound..<places.lowerBound, places.lowerBound)
        for place in places {
            guard passes(place) else {
                start = place + 1
                continue
            }
            if place + 1 - start > longest.count { longest = start..<place + 1 }
        }
        return longest
    }

    /// Of two values that are combined place by place; nil where they do not lie alike.
    package func joined(_ other: ValidRange) -> ValidRange? {
        guard (size, wholeSize, offset) == (other.size, other.wholeSize, other.offset) else {
            return nil
        }
        return ValidRange(
            size: size, wholeSize: wholeSize, offset: offset,
            valid: valid.clamped(to: other.valid))
    }
}
