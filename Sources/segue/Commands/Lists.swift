import ArgumentParser
import Files
import Rendering

/// `segue networks`: what ships.
struct ListNetworks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "networks", abstract: "List the networks that ship with the program.",
        discussion: """
            In a terminal a paragraph a family, else one a line, in columns between tabs: what presets \
            call it, its family, the network that it was fine-tuned from, the number of its parameters, \
            its cost, a description. Networks of one family can be mixed.
            """)

    func run() throws {
        let listing = try NetworkListing()
        if listing.entries.isEmpty {
            Terminal.error.write(
                "segue: note: no networks found; SEGUE_NETWORKS may name a folder of them\n")
        }
        let terminal = Terminal.output
        terminal.write(terminal.isInteractive ? listing.paragraphs : listing.lines)
    }
}

/// `segue presets`: what ships.
struct ListPresets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "List the presets that ship with the program.",
        discussion: """
            One a line, in columns between tabs: its name, a description, its file. 'segue render NAME' \
            renders it into the current folder. With a name its YAML is printed, to start a preset of \
            your own from: 'segue presets painters > own.yaml'.
            """)

    @Argument(
        help: "The preset whose YAML is printed.",
        completion: .custom { _, _, word in presetNames(beginning: word) })
    var name: String?

    func run() throws {
        if let name { return Terminal.output.write(try ShippedPresets.named(name).text()) }
        let presets = ShippedPresets.all()
        if presets.isEmpty {
            Terminal.error.write(
                "segue: note: no presets found; SEGUE_PRESETS may name a folder of them\n")
        }
        for preset in presets {
            let columns = [preset.name, preset.summary, preset.path].map(\.printable)
            Terminal.output.write(columns.joined(separator: "\t") + "\n")
        }
    }
}
