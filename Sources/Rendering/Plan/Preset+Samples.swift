import Media
import Presets
import Timelines

extension Preset {
    /// The weights that the timeline takes from a file; nil where it takes none.
    ///
    /// - Parameter rate: the timeline's.
    /// - Throws: `FileError`, `PresetProblems` for a table, `MediaError` for a sound, and `TimelineError`.
    func weightSamples(at rate: FrameRate) throws -> WeightSamples? {
        switch timeline.source {
        case nil, .formulas, .level: nil
        case .table(let table):
            try WeightTable.samples(
                inFile: table.file.value.resolved, networks: networks.map(\.name),
                rest: table.rest, rate: rate)
        case .sound(let sound): try sound.samples(at: rate)
        }
    }
}

extension SoundSource {
    /// The weights of the whole sound.
    fileprivate func samples(at rate: FrameRate) throws -> WeightSamples {
        let path = file.value.resolved
        let sound = try SoundSamples(of: path)
        var analysis = SoundAnalysis(feature, sampleRate: sound.sampleRate)
        func check() throws {
            guard analysis.values.count <= WeightSamples.countLimit else {
                let limit = WeightSamples.countLimit / SoundAnalysis.valuesPerSecond
                throw MediaError.badInput(
                    place: path, found: "more than \(limit) s of sound",
                    expected: "at most that much for weights")
            }
        }
        try sound.read { samples in
            analysis.append(samples)
            try check()
        }
        analysis.finish()
        try check()
        let tenth = try Time(1, 10)
        return SoundFeature.samples(
            analysis.values, smoothing: try smoothing?.value.resolvedLength(at: rate) ?? tenth,
            range: range, network: network, rest: rest)
    }
}
