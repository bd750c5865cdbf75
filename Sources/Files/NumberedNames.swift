/// Names that differ in one number and nothing else, such as `frame_0001.png` to `frame_0024.png`.
///
/// Names that count days are not taken for numbered ones, because after the 31st the 1st follows: a
/// number that is a date by itself (`20240131`) or a part of one (`2024-01-31`) is none that counts.
package struct NumberedNames {
    /// The numbers in the order of the names, ascending, each once; at least two.
    package let numbers: [Int]

    /// Names in their natural order; nil where they differ in something else, or in several numbers.
    package init?(_ names: [String]) {
        guard names.count > 1 else { return nil }
        let parts = names.map(NameParts.init)
        var place: Int?
        for other in parts.dropFirst() {
            guard let found = parts[0].onlyNumberThatDiffers(from: other),
                place == nil || place == found
            else { return nil }
            place = found
        }
        guard let place, !parts.allSatisfy({ $0.isDate(at: place) }) else { return nil }
        let numbers = parts.compactMap { Int($0.numbers[place]) }
        guard numbers.count == names.count, zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
            return nil
        }
        self.numbers = numbers
    }
}

/// A name as texts with numbers between them: `a1b2` is a, 1, b, 2 and nothing.
private struct NameParts {
    /// One more than numbers.
    var texts: [Substring] = []
    var numbers: [Substring] = []

    init(_ name: String) {
        var rest = Substring(name)
        while true {
            let text = rest.prefix { !($0.isASCII && $0.isNumber) }
            texts.append(text)
            rest = rest.dropFirst(text.count)
            guard !rest.isEmpty else { return }
            let number = rest.prefix { $0.isASCII && $0.isNumber }
            numbers.append(number)
            rest = rest.dropFirst(number.count)
        }
    }

    /// The place of the one number that another name has otherwise; nil where none or more differ.
    func onlyNumberThatDiffers(from other: NameParts) -> Int? {
        guard texts == other.texts else { return nil }
        let places = numbers.indices.filter { numbers[$0] != other.numbers[$0] }
        return places.count == 1 ? places[0] : nil
    }

    /// Whether a number is a date, or the year, month or day of one.
    func isDate(at place: Int) -> Bool {
        let number = numbers[place]
        if [8, 12, 14].contains(number.count) {
            let month = number.dropFirst(4)
            return Self.isDate(number.prefix(4), month.prefix(2), month.dropFirst(2).prefix(2))
        }
        return (place - 2...place).contains { first in
            guard first >= 0, first + 2 < numbers.count,
                [texts[first + 1], texts[first + 2]].allSatisfy({ $0.count == 1 })
            else { return false }
            return Self.isDate(numbers[first], numbers[first + 1], numbers[first + 2])
        }
    }

    private static func isDate(_ year: Substring, _ month: Substring, _ day: Substring) -> Bool {
        guard year.count == 4, month.count <= 2, day.count <= 2, let year = Int(year),
            let month = Int(month), let day = Int(day)
        else { return false }
        return (1900...2199).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }
}
