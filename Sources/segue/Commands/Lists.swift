import ArgumentParser
import BuiltinNetworks
import Networks
import Presets
import Rendering

/// `segue networks`: what ships.
struct ListNetworks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "List the networks that ship with the program.",
        discussion: """
            One a line, in columns between tabs: what presets call it, its family, the network that it \
            was fine-tuned from, the number of its parameters, its cost, a description. Networks of one \
            family can be mixed.
            """)

    func run() throws {
        let networks = try BuiltinNetworks.names.map { try BuiltinNetworks.network(named: $0) }
            .sorted { ($0.family, $0.name) < ($1.family, $1.name) }
        if networks.isEmpty {
            Terminal.error.write(
                "segue: note: no networks found; SEGUE_NETWORKS may name a folder of them\n")
        }
        for network in networks {
            let columns = try columns(of: network)
            Terminal.output.write(columns.map(plain).joined(separator: "\t") + "\n")
        }
    }

    private func columns(of network: BuiltinNetwork) throws -> [String] {
        let cost = try Network.read(.builtin(network.name)).operationsPerPixel()
        return [
            "builtin:\(network.name)", network.family,
            network.parent.map { "from \($0)" } ?? "from scratch",
            "\(network.parameterCount) parameters", "\(cost.wholes) multiply-adds a pixel",
            network.description,
        ]
    }
}

/// `segue presets`: what ships.
struct ListPresets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the presets that ship with the program.",
        discussion: """
            One a line, in columns between tabs: its path and a description. 'segue render PATH \
            --output FILE' renders it to a file of your own.
            """)

    func run() throws {
        let presets = try ShippedPresets.all()
        if presets.isEmpty {
            Terminal.error.write(
                "segue: note: no presets found; SEGUE_PRESETS may name a folder of them\n")
        }
        for preset in presets {
            Terminal.output.write("\(preset.path)\t\(plain(preset.summary))\n")
        }
    }
}
