/// The lines of a `.param` file that are not blank, cut into words.
struct NCNNText {
    /// A line that is not blank.
    struct Line {
        /// `FILE:LINE`, the place that messages name; lines count from 1.
        let place: String
        /// The text between blanks; a quoted text is one word.
        let words: [String]

        func error(_ found: String, expected: String) -> WeightsError {
            .malformed(file: place, found: found, expected: expected)
        }
    }

    let file: String
    private let bytes: [UInt8]
    private var index = 0
    private var number = 0

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// The next line, nil at the end.
    mutating func next() throws -> Line? {
        while index < bytes.count {
            let start = index
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            index = end + 1
            number += 1
            let place = "\(file):\(number)"
            guard end - start <= NCNNLimits.lineSize else {
                throw WeightsError.malformed(
                    file: place, found: "a line of \(end - start) bytes",
                    expected: "at most \(NCNNLimits.lineSize)")
            }
            let words = try words(bytes[start..<end], place)
            if !words.isEmpty { return Line(place: place, words: words) }
        }
        return nil
    }

    /// The next line; an error naming what is missing at the end.
    mutating func require(_ expected: String) throws -> Line {
        guard let line = try next() else {
            throw WeightsError.malformed(
                file: file, found: "the end after line \(number)", expected: expected)
        }
        return line
    }

    /// Cuts at blanks, but not within quotes that begin after a `=`.
    private func words(_ line: ArraySlice<UInt8>, _ place: String) throws -> [String] {
        var words: [ArraySlice<UInt8>] = []
        var start: Int?
        var isQuoted = false
        for (index, byte) in zip(line.indices, line) {
            if byte == UInt8(ascii: "\"") {
                isQuoted = !isQuoted && index > line.startIndex && bytes[index - 1] == equals
            }
            if blanks.contains(byte) && !isQuoted {
                if let begin = start { words.append(line[begin..<index]) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        if let begin = start { words.append(line[begin...]) }
        return try words.map { word in
            guard let text = String(validating: word, as: UTF8.self) else {
                throw WeightsError.malformed(
                    file: place, found: "text that is not UTF-8", expected: "UTF-8")
            }
            return text
        }
    }
}

private let equals = UInt8(ascii: "=")
private let blanks: [UInt8] = [0x20, 0x09, 0x0d]
