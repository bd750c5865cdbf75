/// Numbers for messages, as ranges: `7, 9-11 and 14`; of many the first ten, and how many more.
struct NumberRanges: Equatable, CustomStringConvertible {
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
