import Files
import Glibc

/// The pictures of a sequence in order, and the frames that each is shown in.
struct SequenceFiles: Sendable, Equatable {
    /// The paths in order, at least one.
    let paths: [String]
    /// The first frame of each path, ascending from 0; as many as paths.
    let starts: [Int]
    /// How many frames there are: more than paths where some are held.
    let frameCount: Int

    /// The pictures of a pattern in its folder, from the lowest number that exists to the highest.
    ///
    /// - Throws: `FileError.missing` where there is none, and where numbers are missing that `gaps` does
    ///   not allow for.
    init(_ pattern: SequencePattern, path: String, gaps: SequenceGaps) throws {
        let numbers = try Self.numbers(of: pattern)
        guard let first = numbers.first, let last = numbers.last else {
            throw FileError.missing(
                path: path, found: "no picture with a number",
                expected: "at least one, as \(pattern.path(0))")
        }
        let missing = NumberRanges(missingIn: numbers)
        guard gaps != .error || missing.count == 0 else {
            throw FileError.missing(
                path: path, found: "no picture of number \(missing)",
                expected: "every one from \(first) to \(last), "
                    + "or 'gaps: hold' or 'gaps: skip' in the preset's input")
        }
        paths = numbers.map { pattern.path($0) }
        starts = gaps == .hold ? numbers.map { $0 - first } : Array(numbers.indices)
        frameCount = gaps == .hold ? last - first + 1 : numbers.count
    }

    /// Which path a frame shows, 0…; nil for a frame beyond the last.
    func index(ofFrame frame: Int) -> Int? {
        guard frame >= 0, frame < frameCount else { return nil }
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= frame { low = middle } else { high = middle }
        }
        return low
    }

    /// The numbers in a pattern's folder, ascending, each once.
    private static func numbers(of pattern: SequencePattern) throws -> [Int] {
        guard let folder = opendir(pattern.folder) else {
            throw FileError.missing(
                path: pattern.folder, found: systemMessage(errno),
                expected: "a folder of numbered pictures")
        }
        defer { closedir(folder) }
        var numbers: Set<Int> = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = pattern.number(ofName: name) { numbers.insert(number) }
        }
        return numbers.sorted()
    }
}

/// Numbers for messages, as ranges: `7, 9-11 and 14`; of many the first ten, and how many more.
struct NumberRanges: CustomStringConvertible {
    /// How many numbers there are in all.
    let count: Int
    private let ranges: [ClosedRange<Int>]

    private static let shownRanges = 10

    /// The numbers between the first and the last of an ascending list that are not in it.
    init(missingIn numbers: [Int]) {
        var (count, ranges) = (0, [ClosedRange<Int>]())
        for (lower, upper) in zip(numbers, numbers.dropFirst()) where upper - lower > 1 {
            count += upper - lower - 1
            if ranges.count < Self.shownRanges { ranges.append(lower + 1...upper - 1) }
        }
        (self.count, self.ranges) = (count, ranges)
    }

    var description: String {
        var words = ranges.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        }
        let rest = count - ranges.reduce(0) { $0 + $1.count }
        if rest > 0 { words.append("\(rest) more") }
        guard words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " and \(words[words.count - 1])"
    }
}
