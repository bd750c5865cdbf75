import Files
import Formats
import Foundation
import Imaging
import Media
import Timelines

/// The recipe of an output in the making: notes what the encoder is handed for the frames that are checked.
struct OutputRecipe: Sendable {
    private let output: Output
    private let keys: FrameCacheKeys
    /// With the frames that have come.
    private var recipe: Recipe
    /// The frames of a single file that are checked, in order.
    private let samples: [Int]
    /// Of the image that is being written; nil until it is asked for.
    private var digest: Digest?
    /// What a single file carries before it is whole, as long as what it carries then; nil for pictures.
    let blank: String?
    /// Why the output carries none; nil where it does.
    let notice: String?

    /// Nil for an output that has no room for a recipe.
    init?(_ output: Output, of plan: RenderPlan, _ keys: FrameCacheKeys) throws {
        guard output.carriesRecipe else { return nil }
        (self.output, self.keys) = (output, keys)
        recipe = try Recipe(output, of: plan, keys.identity)
        let isNumbered = output.format.isNumbered
        samples = isNumbered ? [] : Self.samples(of: output, plan)
        let zeros = String(repeating: "0", count: 64)
        var longest = recipe
        longest.frames = (isNumbered ? [plan.frames.upperBound] : samples).map {
            Recipe.Frame(
                number: $0, sha256: zeros,
                input: keys.identity.input.kind == .sequence ? zeros : nil)
        }
        let text = try longest.text()
        let isFitting = text.utf8.count <= RecipeText.limit
        blank = isFitting && !isNumbered ? text : nil
        notice =
            isFitting
            ? nil
            : "\(output.path): without its recipe, which has \(text.utf8.count) bytes; there is room for "
                + "\(RecipeText.limit)"
    }

    /// Says that the frames that follow show another image.
    mutating func begin() { digest = nil }

    /// Notes a frame of a single file, and answers the recipe of a picture.
    ///
    /// - Parameter image: as the output takes it.
    mutating func text(ofFrame number: Int, _ image: Image) throws -> String? {
        let isNumbered = output.format.isNumbered
        guard notice == nil, isNumbered || samples.contains(number) else { return nil }
        let digest = try digest ?? output.format.writer.planesDigest(of: image, place: output.path)
        self.digest = digest
        let frame = Recipe.Frame(
            number: number, sha256: digest.description,
            input: try keys.sequenceFile(ofFrame: number))
        guard isNumbered else {
            recipe.frames.append(frame)
            return nil
        }
        recipe.frames = [frame]
        return try recipe.text()
    }

    /// What a single file carries in the end: spaces are in the place of frames that did not come.
    func text() throws -> String? {
        guard let blank else { return nil }
        let text = try recipe.text()
        return text + String(repeating: " ", count: max(0, blank.utf8.count - text.utf8.count))
    }

    /// Frames at equal distances, among them the first and the last that the output shows.
    private static func samples(of output: Output, _ plan: RenderPlan) -> [Int] {
        let rate = plan.timeline.frameRate
        let lower = output.frameRate ?? rate
        let count = ThinnedSink.count(of: plan.frames.count, from: rate, to: lower)
        let most = min(count, Recipe.sampleCount)
        return (0..<most).map { sample in
            let shown = most > 1 ? sample * (count - 1) / (most - 1) : 0
            return plan.frames.lowerBound + ThinnedSink.frame(shownAt: shown, from: rate, to: lower)
        }
    }
}

extension Recipe {
    /// The text that a file carries.
    fileprivate func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return RecipeText.text(json: String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}
