public import ArgumentParser
import Files
public import Formats
import Presets
import Rendering

/// `segue apply`: runs an image, or all of a sequence, through one mixture.
struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run an image or a sequence through one mixture of networks.",
        usage: """
            segue apply --network <network> ... --input <file> --output <file> [options]
            """,
        discussion: "Prints the path of the result.")

    @OptionGroup var mixture: MixtureOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An image, a video, a sequence such as frame_%04d.png, or - for standard input.",
            valueName: "file"),
        completion: .file())
    var input: String

    @Option(
        help: ArgumentHelp(
            "For a number of a sequence without image: stop, show the image before, or leave it out.",
            valueName: "gaps"))
    var gaps = SequenceGaps.error

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The result: .png, .tif, .exr, .jpg or .webp; out_%04d.png for all images of a sequence.",
            valueName: "file"),
        completion: .file())
    var output: String

    @Option(help: ArgumentHelp("Bits per channel of a .png or .tif.", valueName: "bits"))
    var depth = SampleDepth.eight

    @Option(
        help: ArgumentHelp(
            "Quality of a .jpg or .webp, 0 (best) to 51; 6 without it.", valueName: "number"))
    var quality: Int?

    @OptionGroup var effect: EffectOptions

    @OptionGroup var mixing: MixingOptions

    @OptionGroup var resources: ResourceOptions

    @Flag(help: "Replace an existing result.")
    var overwrite = false

    func run() async throws {
        let application = try PictureApplication(
            mixture.references(), convention: mixture.settings.convention(),
            statistics: mixture.settings.norm, effect: effect.effect(), mixing: mixing.method,
            resources: resources.resources())
        try relation.check { try application.mixingWarnings(allowingUnrelated: $0) }
        let notices = try await Interruption.cancelling {
            try application.run(
                input: input, output: output, gaps: gaps, sixteenBits: depth == .sixteen,
                quality: quality, overwrite: overwrite)
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
