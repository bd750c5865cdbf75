import Files
import Formats
import Inference
import Media
import Presets
import Timelines

/// Whether an output's frames come out again as its recipe states them.
public struct RecipeVerification: Sendable {
    /// What was compared, and what came of it.
    public struct Comparison: Sendable, Equatable {
        /// `network monet`, `input`, `frame 12`.
        public let subject: String
        /// What differs; nil where nothing does.
        public let difference: String?
    }

    /// The recipe.
    public let recipe: Recipe
    private let file: String
    private let plan: RenderPlan
    private let output: Output

    /// Makes the plan of an output's recipe again.
    ///
    /// - Parameters:
    ///   - recipe: that the output carries.
    ///   - file: the output.
    ///   - folder: where the preset's relative paths begin; nil to take it from where the output is, or
    ///     the working folder.
    ///   - input: in place of the recipe's; nil for that.
    ///   - resources: the precision is the recipe's.
    /// - Throws: ``RenderError/badRecipe(file:found:expected:)``, and what making a plan throws.
    public init(
        _ recipe: Recipe, file: String, folder: String? = nil, input: String? = nil,
        resources: RenderResources
    ) throws {
        (self.recipe, self.file) = (recipe, file)
        var options: RenderOptions
        do {
            options = try RenderOptions(recipe)
        } catch {
            throw RenderError.badRecipe(
                file: file, found: "options in the recipe that cannot be: \(error)",
                expected: "those of segue render")
        }
        let precision = options.resources.precision
        options.resources = resources
        options.resources.precision = precision
        var preset = try recipe.preset(of: file, in: folder, withInput: input == nil)
        if let input {
            if options.input == nil {
                preset.input = preset.input ?? InputSpec(file: Located(Preset.Path(input)))
                preset.input?.file = Located(Preset.Path(input))
            } else {
                options.input = input
            }
        }
        var plan = try RenderPlan(preset, options: options)
        if let samples = recipe.samples { plan.samples = samples }
        guard let index = [recipe.output.index ?? 0].first(where: plan.outputs.indices.contains),
            recipe.frames.allSatisfy({ $0.number < plan.timeline.frameCount })
        else {
            throw RenderError.badRecipe(
                file: file, found: "a recipe of frames or an output that its preset does not have",
                expected: "it as Segue wrote it")
        }
        self.plan = plan
        output = plan.outputs[index]
    }

    /// Compares networks, input, numerics and frames with those of the recipe; what differs decides later
    /// what is compared: of other networks the numerics cannot be.
    ///
    /// - Parameter progress: called after each comparison.
    /// - Throws: ``RenderError/recipeDiffers(file:found:)`` after all comparisons where one differs,
    ///   ``RenderError/recipeNumerics(file:differences:)``, and what a render throws.
    public func run(progress: (Comparison) -> Void) async throws {
        let identity = try RenderFingerprint(plan)
        let now = try Recipe(output, of: plan, identity)
        var differing: [String] = []
        func report(_ subject: String, _ difference: String?) {
            progress(Comparison(subject: subject, difference: difference))
            if difference != nil { differing.append(subject) }
        }
        for (subject, difference) in recipe.sources(comparedWith: now) {
            report(subject, difference)
        }
        if differing.isEmpty {
            let numerics = now.numerics.differences(from: recipe.numerics)
            guard numerics.isEmpty else {
                throw RenderError.recipeNumerics(file: file, differences: numerics)
            }
        }
        let size = (now.output.width, now.output.height)
        if size != (recipe.output.width, recipe.output.height) {
            report(
                "size",
                "\(size.0)×\(size.1) instead of \(recipe.output.width)×\(recipe.output.height)")
        }
        let keys = try FrameCacheKeys(plan, identity)
        let prepared = try plan.part(0..<1).writing([output]).prepared()
        for frame in recipe.frames {
            try Task.checkCancellation()
            report("frame \(frame.number)", try await difference(of: frame, keys, prepared))
        }
        for (subject, difference) in try StoredFrames(file, recipe, output, plan).comparisons() {
            report(subject, difference)
        }
        guard differing.isEmpty else {
            throw RenderError.recipeDiffers(
                file: file, found: "another \(differing.joined(separator: ", "))")
        }
    }

    private func difference(
        of frame: Recipe.Frame, _ keys: FrameCacheKeys, _ prepared: ResourcePlan
    ) async throws -> String? {
        let image = try keys.sequenceFile(ofFrame: frame.number)
        if image != frame.input { return "another image of the input" }
        let digest = try await Renderer(plan).planesDigest(
            of: output, frame: frame.number, prepared)
        guard let digest else { return "the input ends before it" }
        return digest.description == frame.sha256 ? nil : "other pixels"
    }
}

extension Recipe {
    /// What is read, each with what differs from another recipe; nil where nothing does.
    fileprivate func sources(
        comparedWith now: Recipe
    ) -> [(subject: String, difference: String?)] {
        let found = Dictionary(now.networks.map { ($0.name, $0) }) { first, _ in first }
        var sources = networks.map { network -> (String, String?) in
            let other = found[network.name]
            let file = Self.difference(of: network.sha256, other?.sha256)
            let isSame = network.content == other?.content
            return (
                "network \(network.name)",
                file ?? (isSame ? nil : "other tensors, or other settings of it")
            )
        }
        if let sha256 = input.sha256 {
            sources.append(("input", Self.difference(of: sha256, now.input.sha256)))
        } else if input.kind != now.input.kind {
            sources.append(("input", "a \(now.input.kind) instead of a \(input.kind)"))
        }
        for (index, mask) in (masks ?? []).enumerated() {
            let others = now.masks ?? []
            let other = others.indices.contains(index) ? others[index] : nil
            sources.append(("mask \(index + 1)", Self.difference(of: mask, other)))
        }
        return sources
    }

    private static func difference(of stated: String, _ found: String?) -> String? {
        guard stated != found else { return nil }
        return "SHA-256 \(found ?? "of nothing") instead of \(stated)"
    }
}
