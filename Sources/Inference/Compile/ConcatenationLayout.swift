import Graphs

/// Which values are written straight into the channels of a concatenation, so that it copies nothing.
///
/// Concatenations that begin with the same values share one buffer: the dense blocks of ESRGAN, in
/// which every convolution sees all that came before it, are written once.
struct ConcatenationLayout: Sendable {
    /// A place among the channels of a concatenation's buffer.
    struct Home: Sendable, Hashable {
        /// The value whose buffer it is.
        let root: Int
        /// The first channel, a multiple of a block.
        let channel: Int
    }

    private var homes: [Int: Home] = [:]
    /// The values that a concatenation consists of, where whole blocks make it up, and its buffer.
    private var joined: [Int: (root: Int, leaves: [Int])] = [:]
    /// Places of the roots' buffers, once there.
    var buffers: [Int: LazyValue] = [:]
    /// Places that have been filled.
    var filled: Set<Home> = []

    init(_ graph: Graph, lanes: Int) {
        var leaves: [Int: [Int]] = [:]
        for (index, node) in graph.nodes.enumerated() {
            guard case .concatenation(let concatenation) = node.operation,
                concatenation.axis == 1, graph.shapes[index + 1].isImage
            else { continue }
            let parts = node.inputs.flatMap { leaves[$0] ?? [$0] }
            let isWhole = parts.dropLast().allSatisfy { graph.shapes[$0].channels % lanes == 0 }
            if isWhole { leaves[index + 1] = parts }
        }
        // The longest first: shorter ones that it begins with lie in its buffer.
        for (index, parts) in leaves.sorted(by: {
            ($1.value.count, $0.key) < ($0.value.count, $1.key)
        }) {
            let longer = joined.values.filter { $0.leaves.starts(with: parts) }.map(\.root).min()
            joined[index] = (longer ?? index, parts)
            if longer == nil { settle(parts, in: index, graph) }
        }
    }

    private mutating func settle(_ parts: [Int], in root: Int, _ graph: Graph) {
        var channel = 0
        for part in parts {
            if homes[part] == nil { homes[part] = Home(root: root, channel: channel) }
            channel += graph.shapes[part].channels
        }
    }

    func home(of value: Int) -> Home? { homes[value] }

    /// The buffer and the parts of a concatenation; nil where it has to be copied together.
    func parts(of value: Int) -> (root: Int, leaves: [Int])? { joined[value] }
}
