import Foundation
import Rendering

/// A recipe as a JSON object, a key a line.
struct RecipeDocument {
    private let recipe: Recipe

    init(_ recipe: Recipe) { self.recipe = recipe }

    func text() throws -> String {
        var document = JSONDocument()
        try document.add("recipe", recipe.segue)
        try document.add("version", recipe.version)
        try document.add("preset", recipe.preset)
        try document.add("built_in", Nullable(wrappedValue: recipe.shipped))
        try document.add("options", recipe.commandLine)
        try document.add("output", Output(recipe.output))
        try document.add("networks", list: recipe.networks)
        try document.add("input", Input(recipe.input))
        try document.add("masks", recipe.masks ?? [])
        try document.add("numerics", recipe.numerics)
        try document.add("frames", list: recipe.frames.map(Frame.init))
        return document.text
    }
}

private struct Output: Encodable {
    @Nullable var index: Int?
    let width: Int
    let height: Int
    let fps: String

    init(_ output: Recipe.OutputChoice) {
        (width, height, fps) = (output.width, output.height, output.fps)
        index = output.index
    }
}

private struct Input: Encodable {
    let kind: String
    @Nullable var sha256: String?

    init(_ input: Recipe.Input) {
        kind = input.kind
        sha256 = input.sha256
    }
}

private struct Frame: Encodable {
    let number: Int
    let sha256: String
    @Nullable var input: String?

    init(_ frame: Recipe.Frame) {
        (number, sha256) = (frame.number, frame.sha256)
        input = frame.input
    }
}
