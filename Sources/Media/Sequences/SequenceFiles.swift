import Files

/// The pictures of a sequence in order, and the frames that each is shown in.
struct SequenceFiles: Sendable, Equatable {
    /// The paths in order, at least one.
    let paths: [String]
    /// The first frame of each path, ascending from 0; as many as paths.
    let starts: [Int]
    /// How many frames there are: more than paths where some are held.
    let frameCount: Int
    /// The numbers that have no picture, where that is not allowed for; nil where none is missing.
    let missing: Missing?
    /// What a user should hear of once.
    let notices: [String]

    /// Numbers without a picture.
    struct Missing: Equatable {
        /// Which, for messages.
        let numbers: NumberRanges
        /// From the lowest number that exists to the highest.
        let range: ClosedRange<Int>
    }

    /// Looks for the files.
    ///
    /// Those of a pattern are ordered by their numbers, others by their names in natural order.  Numbers
    /// can be missing in a pattern, and in names that differ in one number only.
    ///
    /// - Parameter path: what the user calls it.
    /// - Throws: `FileError.missing` where there is none.
    init(_ names: SequenceNames, path: String, gaps: SequenceGaps) throws {
        let all = try names.allNames()
        let taken = NaturalOrder.sorted(all.filter(names.takes))
        guard !taken.isEmpty else {
            let (found, expected) = Self.nothing(names)
            throw FileError.missing(path: path, found: found, expected: expected)
        }
        paths = taken.map(names.path)
        let numbers = Self.numbers(of: taken, names)
        let missing = numbers.flatMap(Missing.init)
        self.missing = gaps == .error ? missing : nil
        if let numbers, let missing, gaps == .hold {
            starts = numbers.map { $0 - missing.range.lowerBound }
            frameCount = missing.range.count
        } else {
            starts = Array(paths.indices)
            frameCount = paths.count
        }
        notices = Self.notices(names, all, taken)
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

    private static func numbers(of taken: [String], _ names: SequenceNames) -> [Int]? {
        guard case .pattern(let pattern) = names else { return NumberedNames(taken)?.numbers }
        return taken.compactMap { pattern.number(ofName: $0) }
    }

    private static func nothing(_ names: SequenceNames) -> (found: String, expected: String) {
        switch names {
        case .pattern(let pattern):
            ("no picture with a number", "at least one, as \(pattern.path(0))")
        case .folder: ("no pictures in this folder", "names in .png, .jpg, .exr or the like")
        case .glob: ("no file of this name or pattern", "at least one")
        }
    }

    private static func notices(
        _ names: SequenceNames, _ all: [String], _ taken: [String]
    ) -> [String] {
        guard case .folder = names else { return [] }
        let left = NaturalOrder.sorted(all.filter { !names.takes($0) })
        guard let first = left.first else { return [] }
        let more = left.count > 1 ? " and \(left.count - 1) more" : ""
        return ["passed over, without the ending of a picture: \(first.quoted)\(more)"]
    }
}

extension SequenceFiles.Missing {
    /// Nil where none is missing.
    fileprivate init?(_ numbers: [Int]) {
        let missing = NumberRanges(missingIn: numbers)
        guard missing.count > 0, let first = numbers.first, let last = numbers.last else {
            return nil
        }
        self.init(numbers: missing, range: first...last)
    }
}
