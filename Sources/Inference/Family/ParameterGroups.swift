import Files
import Glibc
import Graphs
import Imaging

/// Which parameters of a network have a mixture of their own: those of group 0 have the first, those of
/// group g the one after it.
struct ParameterGroups: Sendable {
    /// 1 or more.
    let count: Int
    /// By the parameter's name in the first member's file; any other has group 0.
    private let groups: [String: Int]

    /// All in one group.
    static let one = ParameterGroups(count: 1, groups: [:])

    private init(count: Int, groups: [String: Int]) {
        (self.count, self.groups) = (count, groups)
    }

    /// A group for each part, the later one where two have a parameter.
    ///
    /// - Throws: ``EmptyPart`` for a part that has no parameter.
    init(_ parts: [NetworkPart], of graph: Graph) throws(EmptyPart) {
        var groups: [String: Int] = [:]
        for (index, part) in parts.enumerated() {
            let names = graph.parameters(of: part)
            guard !names.isEmpty else { throw EmptyPart(index: index, graph, part) }
            for name in names { groups[name] = index + 1 }
        }
        self.init(count: parts.count + 1, groups: groups)
    }

    /// By slot of a graph of the first member.
    func slots(of graph: Graph) -> [Int] { graph.parameters.map { groups[$0.name] ?? 0 } }
}

/// A part of a network in which there is no parameter.
package struct EmptyPart: Error {
    /// Of the parts.
    package let index: Int
    /// What was found and expected.
    package let message: String

    fileprivate init(index: Int, _ graph: Graph, _ part: NetworkPart) {
        self.index = index
        switch part {
        case .depth:
            let count = graph.layers.count
            message =
                "depth \(part) holds the middle of none of the \(count) layers with weights,"
                + " expected a wider range (each is 1/\(count) of the depth)"
        case .parameters(let patterns):
            let names = graph.parameters.map(\.name)
            let nearest = patterns.first.flatMap { nearestName(to: $0, in: names) } ?? names.first
            message =
                "no parameter like \(patterns.map(\.quoted).joined(separator: " or ")), expected a"
                + " pattern of names such as \((nearest ?? "").quoted) ('segue inspect --parameters' lists them)"
        }
    }
}

extension Graph {
    /// The names of a part's parameters.
    fileprivate func parameters(of part: NetworkPart) -> [String] {
        switch part {
        case .depth(let range):
            zip(parameters, parameterDepths).filter { $1.map(range.contains) ?? false }
                .map(\.0.name)
        case .parameters(let patterns):
            parameters.map(\.name).filter { name in
                patterns.contains { fnmatch($0, name, 0) == 0 }
            }
        }
    }
}
