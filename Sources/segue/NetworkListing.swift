import BuiltinNetworks
import Files
import Networks
import Presets
import Rendering

/// A listing of the built-in networks, by family.
struct NetworkListing {
    /// A network and its cost.
    struct Entry {
        let network: BuiltinNetwork
        /// Multiply-adds for each pixel that comes in.
        let operationsPerPixel: Double
    }

    /// By family, then by name.
    let entries: [Entry]

    /// Lists networks whatever their order.
    init(_ entries: [Entry]) {
        self.entries = entries.sorted {
            ($0.network.family, $0.network.name) < ($1.network.family, $1.network.name)
        }
    }

    /// Reads all built-in networks.
    init() throws {
        self.init(
            try BuiltinNetworks.names.map { name in
                Entry(
                    network: try BuiltinNetworks.network(named: name),
                    operationsPerPixel: try Network.read(.builtin(name)).operationsPerPixel())
            })
    }

    /// For programs: one network per line, in columns separated by tabs.
    var lines: String {
        entries.map { entry in
            let columns =
                ["builtin:\(entry.network.name)", entry.network.family, entry.origin] + entry.costs
                + [entry.network.description]
            return columns.map(\.printable).joined(separator: "\t") + "\n"
        }.joined()
    }

    /// For people: a paragraph per family; costs that all its members share are in the first line.
    var paragraphs: String {
        Dictionary(grouping: entries, by: \.network.family).sorted { $0.key < $1.key }
            .map { family, members in
                let common = Set(members.map(\.costs)).count == 1 ? members[0].costs : []
                let rows = members.map { member in
                    let costs = common.isEmpty ? ", \(member.costs.joined(separator: ", "))" : ""
                    return (
                        name: "  builtin:\(member.network.name)",
                        value: "\(member.network.description) (\(member.origin)\(costs))"
                    )
                }
                let heading = common.isEmpty ? "" : " " + common.joined(separator: ", ")
                return "\(family):\(heading)".printable + "\n" + table(rows)
            }.joined(separator: "\n")
    }
}

extension NetworkListing.Entry {
    fileprivate var origin: String { network.parent.map { "from \($0)" } ?? "from scratch" }

    fileprivate var costs: [String] {
        [
            "\(network.parameterCount) parameters",
            "\(operationsPerPixel.wholes) multiply-adds per pixel",
        ]
    }
}
