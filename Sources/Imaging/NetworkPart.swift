/// A part of a network, by which a path of its own may go.
public enum NetworkPart: Hashable, Sendable {
    /// Layers by their depth: from the input, 0, to the output, 1.
    case depth(ClosedRange<Double>)
    /// Parameters by patterns of their names, as of files: `*` stands for any characters, `?` for one, `[a-c]`
    /// for one of these; `\\` takes the next as it is.
    case parameters([String])
}

extension NetworkPart: CustomStringConvertible {
    /// As a preset writes it: `0%-40%`, `res*.weight, conv1.*`.
    public var description: String {
        switch self {
        case .depth(let range):
            [range.lowerBound, range.upperBound].map { share in
                let percent = (share * 1e8).rounded() / 1e6
                return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
            }.joined(separator: "-")
        case .parameters(let patterns): patterns.joined(separator: ", ")
        }
    }
}
