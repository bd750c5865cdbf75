import Files
import Imaging
import Timelines

extension PresetParser {
    /// A region's mask: a path, or a mapping with the numbers of a shape.
    mutating func mask(in fields: MappingFields) -> PresetRegion.Mask? {
        let expected = "a grey image, video or sequence, white where the region is"
        guard let value = required("mask", in: fields, expected) else { return nil }
        guard case .mapping = value.content else {
            return path(value, expected).map { .file(Located($0, at: value.mark)) }
        }
        return shape(value).map { .shape($0) }
    }

    private mutating func shape(_ value: PresetDocument.Value) -> MaskShape? {
        let names = MaskShape.Kind.allCases.map(\.rawValue)
        guard let fields = fields(of: value, "a mask", names) else { return nil }
        let written = MaskShape.Kind.allCases.filter { fields.values[$0.rawValue] != nil }
        guard let kind = written.first, let numbers = fields.values[kind.rawValue] else {
            collector.report(value.mark, "a mask of nothing, expected \(names.alternatives)")
            return nil
        }
        if written.count > 1, let second = fields.values[written[1].rawValue] {
            collector.report(
                second.mark,
                "'\(written[1].rawValue)' beside '\(kind.rawValue)', expected one of them")
            return nil
        }
        if let shape = self.numbers(of: kind, numbers).flatMap({ MaskShape(kind, $0) }) {
            return shape
        }
        if !numbers.isRefused {
            collector.report(
                numbers.mark, "\(kind.rawValue) \(numbers.found), expected \(kind.expected)")
        }
        return nil
    }

    /// The numbers of a shape in the order in which they are written; nil for another form.
    private func numbers(
        of kind: MaskShape.Kind, _ value: PresetDocument.Value
    ) -> [Double]? {
        guard kind == .linear else { return numbers(value) }
        guard case .sequence(let points) = value.content, points.count == 2 else { return nil }
        let places = points.compactMap { numbers($0) }
        return places.map(\.count) == [2, 2] ? places.flatMap(\.self) : nil
    }

    /// The numbers of a list; nil for anything else, which is not reported.
    private func numbers(_ value: PresetDocument.Value) -> [Double]? {
        guard case .sequence(let elements) = value.content else { return nil }
        let numbers = elements.compactMap(decimal)
        return numbers.count == elements.count ? numbers : nil
    }

    private func decimal(_ value: PresetDocument.Value) -> Double? {
        guard case .scalar(let text, isPlain: true) = value.content else { return nil }
        return StrictNumber.decimal(text)
    }

    /// A number within a range.
    mutating func number(
        _ key: String, _ value: PresetDocument.Value, in range: ClosedRange<Double>,
        or other: String = ""
    ) -> Double? {
        if let number = decimal(value), range.contains(number) { return number }
        guard !value.isRefused else { return nil }
        let (low, high) = (range.lowerBound.shortest, range.upperBound.shortest)
        collector.report(
            value.mark,
            "\(key) \(value.found), expected a number from \(low) to \(high)\(other)")
        return nil
    }
}

/// Numbers with keys over time.
extension PresetParser {
    /// An opacity: a number, or keys with numbers.
    mutating func opacity(
        in fields: MappingFields, _ context: KeyContext
    ) -> [PresetKey<[Double]>]? {
        guard let value = fields.values["opacity"] else { return nil }
        guard case .sequence = value.content else {
            return number("opacity", value, in: 0...1, or: " or a list of keys").map {
                [.always([$0], at: value.mark)]
            }
        }
        return keys(value, of: ["value"], context) { parser, fields in
            let value = parser.required("value", in: fields, "a number from 0 to 1")
            return value.flatMap { parser.number("value", $0, in: 0...1) }.map { [$0] }
        }
    }

    /// How far a mask is moved: keys with shares of the image's width and height.
    mutating func move(
        in fields: MappingFields, _ context: KeyContext
    ) -> [PresetKey<[Double]>]? {
        guard let value = fields.values["move"] else { return nil }
        return keys(value, of: ["by"], context) { parser, fields in
            let expected =
                "two numbers from -10 to 10 such as [0.25, 0], shares of the image's width and height"
            guard let value = parser.required("by", in: fields, expected) else { return nil }
            let limit = MaskShape.Place.limit
            if let numbers = parser.numbers(value), numbers.count == 2,
                numbers.allSatisfy({ abs($0) <= limit })
            {
                return numbers
            }
            if !value.isRefused {
                parser.collector.report(value.mark, "by \(value.found), expected \(expected)")
            }
            return nil
        }
    }
}

extension MaskShape.Kind {
    /// What a preset has to say of it.
    fileprivate var expected: String {
        switch self {
        case .linear:
            "two different points such as [[0, 0], [0, 1]], from black to white, in shares of the image's"
                + " width and height from -10 to 10"
        case .radial:
            "[x, y, radius] such as [0.5, 0.5, 0.3], the radius above 0 and in shares of the width"
        case .luma:
            "[from, to] such as [0.6, 1], or [from, to, softness], from 0 to 1"
        }
    }
}

extension Double {
    /// Without needless zeros.
    fileprivate var shortest: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
