import ArgumentParser
import Rendering

/// `segue sheet`: makes a contact sheet of the path.
struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a contact sheet of a preset's path.",
        usage: "segue sheet <preset> --output <file> [options]",
        discussion: "Prints the path of the sheet.")

    @OptionGroup var options: PresetOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The sheet: .png, .tif, .exr, .jpg or .webp.", valueName: "file"),
        completion: .file(extensions: ["png", "tif", "tiff", "exr", "jpg", "jpeg", "webp"]))
    var output: String

    @Option(help: ArgumentHelp("Frames on the sheet.", valueName: "count"))
    var count = 12

    @Option(help: ArgumentHelp("Frames per row.", valueName: "count"))
    var columns = 3

    @Option(help: ArgumentHelp("Width of each frame.", valueName: "pixels"))
    var tileWidth = 320

    @Flag(help: "Replace an existing sheet.")
    var overwrite = false

    @Option(
        help: ArgumentHelp("How to show progress on standard error.", valueName: "style"))
    var progress = ProgressOptions.Style.auto

    func validate() throws {
        for (name, value, range) in [
            ("--count", count, 1...1000), ("--columns", columns, 1...100),
            ("--tile-width", tileWidth, 16...4096),
        ] where !range.contains(value) {
            throw ValidationError(
                "\(name): \(value), expected \(range.lowerBound) to \(range.upperBound)")
        }
    }

    func run() async throws {
        let plan = try options.plan()
        try relation.check { try plan.mixingWarnings(allowingUnrelated: $0) }
        let sheet = ContactSheet(tileWidth: tileWidth, columns: columns, count: count)
        let display = ProgressDisplay(progress)
        try await Interruption.cancelling {
            defer { display.finish() }
            try sheet.write(plan, to: output, overwrite: overwrite) { display.show($0) }
        }
        Terminal.output.writeLine(output)
    }
}
