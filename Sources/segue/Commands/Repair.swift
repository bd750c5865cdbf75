import ArgumentParser
import Presets
import Rendering

/// `segue repair`: brings an unrelated network closer.
struct Repair: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reorder a network's channels so that it fits another network better.",
        usage: "segue repair <first> <second> --output <file> [options]",
        discussion: """
            Writes the second network with its channels in the order that brings its weights \
            closest to the first's; what it computes stays the same. With --between, also writes \
            networks between the first and the result, in which every layer's output keeps its \
            mean and deviation. A transition then goes from one to the next, through \
            NAME-0.5.safetensors at the middle. Prints the paths of the results in this order; how \
            much closer the networks are is reported on standard error.
            """)

    @Argument(help: "builtin:NAME or a file; it is not changed.", completion: networkFiles)
    var first: String

    @Argument(help: "builtin:NAME or a file; its channels are reordered.", completion: networkFiles)
    var second: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The result, .safetensors, or .onnx if the second network is ONNX.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(help: ArgumentHelp("Number of networks to write in between.", valueName: "count"))
    var between = 0

    @Option(
        help: ArgumentHelp(
            "An image typical of the networks' input, to measure on; repeatable.", valueName: "file"
        ),
        completion: .file())
    var picture: [String] = []

    @OptionGroup var settings: NetworkOptions

    @Flag(help: "Replace existing results.")
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
