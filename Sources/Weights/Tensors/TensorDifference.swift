/// One way in which the tensors of two networks do not fit each other.
public enum TensorDifference: Sendable, Equatable, CustomStringConvertible {
    /// Only the first has the tensor.
    case missing(String)
    /// Only the second has the tensor.
    case extra(String)
    /// Both have it, in different shapes.
    case shape(String, first: [Int], second: [Int])

    public var description: String {
        switch self {
        case .missing(let name): "\(Self.quoted(name)) is missing"
        case .extra(let name): "\(Self.quoted(name)) is one too many"
        case .shape(let name, let first, let second):
            "\(Self.quoted(name)) is \(second) instead of \(first)"
        }
    }

    private static func quoted(_ name: String) -> String { "'\(printable(shortened(name)))'" }
}

/// All differences in names and shapes, in the order of the names; empty when the weighted sum of
/// both exists.
public func differences(
    _ first: [String: Tensor], _ second: [String: Tensor]
) -> [TensorDifference] {
    Set(first.keys).union(second.keys).sorted().compactMap { name in
        switch (first[name]?.shape, second[name]?.shape) {
        case (let a?, let b?): a == b ? nil : .shape(name, first: a, second: b)
        case (_?, nil): .missing(name)
        default: .extra(name)
        }
    }
}

extension [TensorDifference] {
    /// The first five differences and the number of the rest, in one line.
    public var summary: String {
        let shown = prefix(5).map(\.description).joined(separator: "; ")
        return count > 5 ? "\(shown); and \(count - 5) more" : shown
    }
}
