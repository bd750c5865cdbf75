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
    /// - Throws: ``EmptyParts`` for depths and patterns that hold no parameter.
    init(_ parts: [NetworkPart], of graph: Graph) throws(EmptyParts) {
        var groups: [String: Int] = [:]
        var faults: [EmptyParts.Fault] = []
        for (index, part) in parts.enumerated() {
            for (place, names) in graph.parameters(of: part).enumerated() {
                if names.isEmpty {
                    faults.append(
                        EmptyParts.Fault(
                            part: index, place: place, message: graph.nothing(in: part, at: place)))
                }
                for name in names { groups[name] = index + 1 }
            }
        }
        guard faults.isEmpty else { throw EmptyParts(faults: faults) }
        self.init(count: parts.count + 1, groups: groups)
    }

    /// By slot of a graph of the first member.
    func slots(of graph: Graph) -> [Int] { graph.parameters.map { groups[$0.name] ?? 0 } }
}

/// Parts of a network that hold no parameter.
package struct EmptyParts: Error {
    /// A depth or a pattern.
    package struct Fault: Sendable {
        /// Of the parts, 0….
        package let part: Int
        /// Of the part's patterns, 0…; 0 for a depth.
        package let place: Int
        /// What was found and expected.
        package let message: String
    }

    /// At least one.
    package let faults: [Fault]
}

extension Graph {
    /// The names of a part's parameters, of each of its patterns.
    fileprivate func parameters(of part: NetworkPart) -> [[String]] {
        switch part {
        case .depth(let range):
            [
                zip(parameters, parameterDepths).filter { $1.map(range.contains) ?? false }
                    .map(\.0.name)
            ]
        case .parameters(let patterns):
            patterns.map { pattern in
                parameters.map(\.name).filter { fnmatch(pattern, $0, 0) == 0 }
            }
        }
    }

    /// What to say of a depth or a pattern that holds no parameter.
    fileprivate func nothing(in part: NetworkPart, at place: Int) -> String {
        switch part {
        case .depth:
            let count = layers.count
            return "depth \(part) holds the middle of none of the \(count) layers with weights,"
                + " expected a wider range (each is 1/\(count) of the depth)"
        case .parameters(let patterns):
            let names = parameters.map(\.name)
            let nearest = nearestName(to: patterns[place], in: names) ?? names.first ?? ""
            return
                "no parameter like \(patterns[place].quoted), expected a pattern of names such as"
                + " \(nearest.quoted) ('segue inspect --parameters' lists them)"
        }
    }
}
