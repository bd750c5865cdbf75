import ArgumentParser
import Rendering

/// `segue sheet`: a contact sheet of the path.
struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a contact sheet of a preset's path.")

    @OptionGroup var options: PresetOptions

    @Option(name: .shortAndLong, help: "The sheet, a PNG file.")
    var output: String

    @Option(help: "Pictures on the sheet.")
    var count = 12

    @Option(help: "Pictures in a row.")
    var columns = 3

    @Option(name: .customLong("tile-width"), help: "Columns of one picture, pixels.")
    var tileWidth = 320

    @Flag(help: "Replace a sheet that exists.")
    var overwrite = false

    @Option(help: "How progress is shown on standard error.")
    var progress = ProgressStyle.auto

    func validate() throws {
        guard (1...1000).contains(count) else {
            throw ValidationError("--count: \(count), expected 1 to 1000")
        }
        guard (1...100).contains(columns) else {
            throw ValidationError("--columns: \(columns), expected 1 to 100")
        }
        guard (16...4096).contains(tileWidth) else {
            throw ValidationError("--tile-width: \(tileWidth), expected 16 to 4096")
        }
    }

    func run() async throws {
        let plan = try options.plan()
        let sheet = ContactSheet(tileWidth: tileWidth, columns: columns, count: count)
        let display = ProgressDisplay(progress)
        try await Interruption.cancelling {
            defer { display.finish() }
            try sheet.write(plan, to: output, overwrite: overwrite) { display.show($0) }
        }
        Terminal.output.write("\(output)\n")
    }
}
