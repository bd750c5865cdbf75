/// A part of a network, by which a path of its own may go.
public enum NetworkPart: Hashable, Sendable {
    /// Layers by their depth: from the input, 0, to the output, 1.
    case depth(ClosedRange<Double>)
    /// Parameters by patterns of their names, in which `*` stands for any characters and `?` for one.
    case parameters([String])
}

extension NetworkPart: CustomStringConvertible {
    /// As a preset writes it: `0%-40%`, `res*.weight, conv1.*`.
    public var description: String {
        switch self {
        case .depth(let range):
            [range.lowerBound, range.upperBound].map { share in
                let tenths = (share * 1000).rounded() / 10
                return tenths == tenths.rounded() ? "\(Int(tenths))%" : "\(tenths)%"
            }.joined(separator: "-")
        case .parameters(let patterns): patterns.joined(separator: ", ")
        }
    }
}
