public import ArgumentParser
public import Formats
import Presets
import Rendering

/// `segue apply`: runs one image through one mixture.
struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one image through one mixture of networks.",
        usage: """
            segue apply --network <network> ... --input <file> --output <file> [options]
            """,
        discussion: "Prints the path of the result.")

    @OptionGroup var mixture: MixtureOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The image.", valueName: "file"),
        completion: .file())
    var input: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The result, a PNG file.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(help: ArgumentHelp("Bits per channel of the result.", valueName: "bits"))
    var depth = SampleDepth.eight

    @OptionGroup var resources: ResourceOptions

    @Flag(help: "Replace an existing result.")
    var overwrite = false

    func run() async throws {
        let application = try PictureApplication(
            mixture.references(), convention: mixture.settings.convention(),
            statistics: mixture.settings.norm, resources: resources.resources())
        try relation.check { try application.mixingWarnings(allowingUnrelated: $0) }
        let notices = try await Interruption.cancelling {
            try application.run(
                input: input, output: output, sixteenBits: depth == .sixteen, overwrite: overwrite)
        }
        for notice in notices { Terminal.note(notice) }
        Terminal.output.writeLine(output)
    }
}

extension SampleDepth: ExpressibleByArgument {
    /// Nil for anything but one of ``allValueStrings``.
    public init?(argument: String) {
        guard let depth = Self.allCases.first(where: { $0.defaultValueDescription == argument })
        else { return nil }
        self = depth
    }

    public static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }

    public var defaultValueDescription: String { "\(rawValue)" }
}
