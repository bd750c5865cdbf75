import ArgumentParser
import Files
import Rendering
import Segments

/// `segue recipe`: prints the preset inside an output.
struct ShowRecipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipe", abstract: "Print the preset that an output carries.",
        usage: "segue recipe <file> [--json]",
        discussion: """
            Every output of 'segue render' that has room for text carries its recipe: the preset, the \
            options of the command line that decide its frames, SHA-256 of the networks, of the input and \
            of some frames, and the version of segue. Prints the preset as YAML; options are in a comment \
            at its beginning. Of a sequence, any image will do.

              segue recipe film.mp4 > again.yaml
            """)

    @Argument(help: "A video, an animation or an image.", completion: .file())
    var file: String

    @Flag(help: "Print the whole recipe as a JSON object.")
    var json = false

    func run() throws {
        let recipe = try Recipe(inFile: file)
        Terminal.output.write(
            try json ? RecipeDocument(recipe).text() : heading(recipe) + recipe.presetText())
    }

    /// The options, which the preset does not say.
    private func heading(_ recipe: Recipe) -> String {
        let options = recipe.commandLine
        guard !options.isEmpty else { return "" }
        return "# Rendered with \(options.map(\.printable.shellWord).joined(separator: " "))\n"
    }
}
