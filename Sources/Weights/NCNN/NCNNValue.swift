/// A setting of an ncnn layer, of the kind that its text has.
public enum NCNNValue: Sendable, Equatable {
    /// A number without point and exponent, -2^31 to 2^31 - 1.
    case integer(Int)
    /// A number with a point or an exponent; finite.
    case float(Float)
    case integers([Int])
    case floats([Float])
    case text(String)
}

extension NCNNValue {
    /// The integer, nil for any other kind.
    package var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number; nil for other kinds and for an integer other than 0, whose bits ncnn takes for
    /// those of a float (`ParamDict::get`).
    package var float: Float? {
        switch self {
        case .float(let value): value
        case .integer(0): 0
        default: nil
        }
    }

    /// The integers of an array, nil for any other kind.
    package var integers: [Int]? {
        if case .integers(let values) = self { values } else { nil }
    }

    /// The numbers of an array, with the same rule for integers as `float`.
    package var floats: [Float]? {
        switch self {
        case .floats(let values): values
        case .integers(let values) where values.allSatisfy { $0 == 0 }: values.map { _ in 0 }
        default: nil
        }
    }
}
