import ArgumentParser

/// A range of frames on the command line: `A-B`, or `A` for a single one.
enum FrameRange {
    /// Throws `ValidationError` for anything else, and where B comes before A.
    static func parse(_ argument: String) throws -> ClosedRange<Int> {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
        guard numbers.count == parts.count, numbers.count <= 2, let first = numbers.first,
            let last = numbers.last, first <= last
        else { throw ValidationError("expected A-B, such as 0-23, or one frame") }
        return first...last
    }
}
