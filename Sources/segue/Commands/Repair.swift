import ArgumentParser
import Presets
import Rendering

/// `segue repair`: an unrelated network brought closer.
struct Repair: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reorder a network's channels so that it fits another one better.",
        usage: "segue repair <first> <second> --output <file> [options]",
        discussion: """
            Writes the second network with its channels in the order that brings its weights closest to \
            the first's; it computes what it did. With --between also networks on the way from the \
            first to it, in which every layer's output keeps mean and deviation: a film then goes from \
            one to the next, through NAME-0.5.safetensors at the middle. Prints the results' paths in \
            the order of such a film, and on standard error what was gained.
            """)

    @Argument(help: "builtin:NAME or a file, which stays.", completion: networkFiles)
    var first: String

    @Argument(help: "builtin:NAME or a file, which is reordered.", completion: networkFiles)
    var second: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The result, .safetensors, or .onnx where the second network is.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(help: ArgumentHelp("Networks in between.", valueName: "count"))
    var between = 0

    @Option(
        help: ArgumentHelp(
            "A picture such as the networks see, to measure on; repeatable.", valueName: "file"),
        completion: .file())
    var picture: [String] = []

    @OptionGroup var settings: NetworkOptions

    @Flag(help: "Replace results that exist.")
    var overwrite = false

    func validate() throws {
        guard (0...32).contains(between) else {
            throw ValidationError("--between: \(between), expected 0 to 32")
        }
    }

    func run() throws {
        let repair = try NetworkRepair(
            NetworkReference(first), NetworkReference(second), convention: settings.convention(),
            statistics: settings.norm, pictures: picture)
        let paths = try repair.write(to: output, between: between, overwrite: overwrite)
        for note in notes(repair) { Terminal.note(note) }
        for path in paths { Terminal.output.writeLine(path) }
    }

    private func notes(_ repair: NetworkRepair) -> [String] {
        let (before, after) = (two(repair.cosines.before), two(repair.cosines.after))
        let order =
            "\(repair.groups.reordered) of \(repair.groups.all) groups of channels reordered, "
            + "cosine \(before) before and \(after) after"
        let (corrected, all) = repair.correctedLayers
        return between == 0
            ? [order] : [order, "\(corrected) of \(all) layers keep mean and deviation in between"]
    }
}
