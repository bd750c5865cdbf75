import ArgumentParser
import BuiltinNetworks
import Foundation
import Rendering

/// `segue networks`: what ships.
struct ListNetworks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "List the networks that ship with the program.")

    func run() throws {
        for name in BuiltinNetworks.names {
            let network = try BuiltinNetworks.network(named: name)
            Terminal.output.write(
                "builtin:\(name)\t\(network.family)\t\(network.parameterCount) parameters\t"
                    + "\(network.description)\n")
        }
    }
}

/// `segue presets`: what ships.
struct ListPresets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the presets that ship with the program.")

    func run() throws {
        for preset in try ShippedPresets.all() {
            Terminal.output.write("\(preset.path)\t\(preset.summary)\n")
        }
    }
}
