import Imaging
import Inference
import Media
import Networks
import Presets
import Timelines

extension RenderPlan {
    /// The mixtures that the input's noise chooses; nil without `level: auto`.
    ///
    /// - Parameters:
    ///   - source: the input at its beginning, which is read.
    ///   - size: of the pictures that the networks see.
    /// - Throws: `PresetProblems`, `FileError`, `MediaError`, `GraphError`, `InferenceError`,
    ///   `CancellationError`.
    static func noisyShots(
        _ preset: Preset, _ options: RenderOptions, _ family: NetworkFamily,
        over source: any FrameSource, size: Size, rate: FrameRate
    ) throws -> (shots: [NoisyShot], weights: WeightSamples)? {
        guard case .level(let mark)? = preset.timeline.source else { return nil }
        let levels = try preset.noiseLevels(family.members, at: mark)
        let choice = LevelChoice(
            levels, of: family, mixing: options.mixing,
            threads: options.resources.threads ?? Machine().cores)
        let (hasAlpha, background) = (
            source.properties.hasAlpha, preset.background?.value ?? .black
        )
        var shots = NoisyShots(
            of: source.properties, at: rate, choice,
            isWhole: family.members.contains { $0.fixedSize != nil }
        ) { image in
            let image = hasAlpha ? try image.withAlpha() : image.laid(over: background)
            return try image.resized(to: size)
        }
        let end = try? preset.timeline.duration?.value.resolvedLength(
            at: rate, tempo: preset.timeline.tempo)
        do {
            try shots.read(source, until: source.isStill ? nil : end)
        } catch is LevelChoice.WrongSize {
            throw preset.problem(
                "`level: auto` over networks whose images have another size than their input, "
                    + "expected denoisers", at: mark)
        }
        return (shots.shots, try shots.weights(levels.levels.map(\.network)))
    }
}
