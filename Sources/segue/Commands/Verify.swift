import ArgumentParser
import Files
import Rendering

/// `segue verify`: renders some frames of an output again and compares them.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Render some frames of an output again, and compare them with its recipe.",
        usage: "segue verify <file> [--preset <folder>] [--input <file>] [options]",
        discussion: """
            Compares networks and input with the recipe by SHA-256, and renders up to five frames again: \
            the first, the last and those between, or of a sequence's image its own. They are compared as \
            they were before encoding; the frames in the file itself only where its format keeps them \
            exactly: PNG, TIFF, EXR, FFV1. So a video still agrees after 'ffmpeg -c copy' into \
            another container. Prints a line for each comparison.

            Ends with 0 if all is equal, with 65 if something differs, and with 76 if this machine \
            computes in another way than the one that rendered it.
            """)

    @Argument(help: "A video, an animation or an image.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            """
            Where the preset's relative paths begin. (default: the folder that it was in, as seen from \
            the output, or the current one)
            """, valueName: "folder"), completion: .directory)
    var preset: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The input, instead of the recipe's.", valueName: "file"),
        completion: .file())
    var input: String?

    @OptionGroup var machine: ResourceOptions.Machine

    func run() async throws {
        let verification = try verification(of: Recipe(inFile: file))
        let version = verification.recipe.version
        if version != SegueVersion.current {
            Terminal.note("rendered by segue \(version), this is \(SegueVersion.current)")
        }
        try await Interruption.cancelling {
            try await verification.run { comparison in
                Terminal.output.writeLine(
                    "\(comparison.subject): \(comparison.difference ?? "equal")".printable)
            }
        }
    }

    /// Makes the plan; where something is not there, says what else could be looked at.
    private func verification(of recipe: Recipe) throws -> RecipeVerification {
        do {
            return try RecipeVerification(
                recipe, file: file, folder: preset, input: input, resources: machine.resources())
        } catch  where Failure(error).kind == .inputMissing {
            Terminal.note(
                "--preset names the folder in which the preset's paths begin, --input another input"
            )
            throw error
        }
    }
}
