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
            Terminal.output.write("\(preset.path.printable)\t\(preset.summary.printable)\n")
        }
    }
}
