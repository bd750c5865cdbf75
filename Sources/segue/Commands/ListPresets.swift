import ArgumentParser
import Files
import Rendering

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
