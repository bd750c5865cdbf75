import ArgumentParser
import Files
import Rendering

/// `segue networks`: lists the built-in networks.
struct ListNetworks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "List the built-in networks.",
        discussion: """
            In a terminal, prints a paragraph per family. Elsewhere, prints one network per line \
            in columns separated by tabs: its name in presets, its family, the network it was \
            fine-tuned from, its number of parameters, its cost, a description. Networks of one \
            family can be mixed.
            """)

    func run() throws {
        let listing = try NetworkListing()
        if listing.entries.isEmpty {
            Terminal.error.write(
                "segue: note: no networks found; set SEGUE_NETWORKS to the folder that holds them\n"
            )
        }
        let terminal = Terminal.output
        terminal.write(terminal.isInteractive ? listing.paragraphs : listing.lines)
    }
}

/// `segue presets`: lists the built-in presets, or prints one.
struct ListPresets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the built-in presets, or print one.",
        discussion: """
            Lists one preset per line in columns separated by tabs: name, description, file. \
            'segue render NAME' renders it into the current folder. Given a name, prints the \
            preset's YAML, to start your own from: 'segue presets painters > own.yaml'.
            """)

    @Argument(
        help: "The preset to print.",
        completion: .custom { _, _, word in presetNames(beginning: word) })
    var name: String?

    func run() throws {
        if let name { return Terminal.output.write(try ShippedPreset.named(name).text()) }
        let presets = ShippedPreset.all()
        if presets.isEmpty {
            Terminal.error.write(
                "segue: note: no presets found; set SEGUE_PRESETS to the folder that holds them\n")
        }
        for preset in presets {
            let columns = [preset.name, preset.summary, preset.path].map(\.printable)
            Terminal.output.write(columns.joined(separator: "\t") + "\n")
        }
    }
}
