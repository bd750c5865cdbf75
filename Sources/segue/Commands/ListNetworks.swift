import ArgumentParser
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
