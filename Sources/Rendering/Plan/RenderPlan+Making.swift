import Files
import Imaging
import Inference
import Media
import Networks
public import Presets
import Timelines

extension RenderPlan {
    /// Decides everything about a render: opens the input, reads the networks, resolves the timeline.
    ///
    /// Without outputs the plan is good for a contact sheet only.
    ///
    /// - Throws: `PresetProblems` for what the preset says wrongly, ``RenderError``, `MediaError`,
    ///   `WeightsError`, `GraphError`, `InferenceError`, `BuiltinNetworksError`.
    public init(_ preset: Preset, options: RenderOptions = RenderOptions()) throws {
        try options.check()
        try preset.check(networks: { $0.fault })
        if options.outputs.isEmpty { try preset.check(outputs: { $0.faults }) }
        self.options = options
        resources = options.resources
        storage = options.storage
        overwrite = options.overwrite
        mixing = options.mixing
        tolerance = options.tolerance
        pictureMemory = options.pictureMemory ?? options.resources.limit.bytes / 4
        outputs = try Self.outputs(options.outputs, preset)
        samples = SampleForm(for: outputs)
        let opened = try Self.opened(options, preset)
        self.opened = opened
        input = opened.properties
        sound = try Self.sound(options, preset, of: input)
        accompaniment = Self.accompaniment(options, preset, of: input)
        let preset = try preset.timed(options, over: input)
        self.preset = preset
        let size = options.pictureSize(of: input, preset)
        pictureSize = size
        let rate = try preset.usedRate(over: input)
        // Denoisers are compared on the input, so they are read first.
        let denoisers =
            options.weightSamples == nil && preset.timeline.isLevelled
            ? try ReadNetworks(preset, known: options.readNetworks) : nil
        let found = try denoisers.flatMap {
            try Self.noisyShots(
                preset, options, $0.family, over: opened.source(), size: size, rate: rate)
        }
        noisyShots = found?.shots
        weightSamples =
            try options.weightSamples ?? found?.weights ?? preset.weightSamples(at: rate)
        cuts = try Self.cuts(preset, options, of: opened, rate: rate)
        timeline = try preset.timeline(of: input, weightSamples, cuts ?? [])
        for output in outputs { try output.check(timeline.frameRate) }
        guard outputs.count < 2 || !outputs.contains(where: \.isStandardOutput) else {
            throw RenderError.badOption(
                name: "--output", found: "'-' beside other outputs",
                expected: "'-' alone, or files alone")
        }
        readNetworks = try denoisers ?? ReadNetworks(preset, known: options.readNetworks)
        family = readNetworks.family
        let paths = try preset.paths(along: timeline, over: input, cuts ?? [])
        opacity = paths.opacity
        let layerPaths = paths.layers
        regions = try preset.planned(
            paths.regions, gaps: options.gaps ?? preset.input?.gaps ?? .error, over: input)
        if !Self.endAsTheyBegin(paths, regions) { timeline.keepLastFrame() }
        frames = try Self.frames(options.frames, of: timeline.frameCount)
        let shown = frames
        try OutputNames.check(
            outputs.map { ($0.path, $0.numbers(of: shown)) },
            inputs: [input.path, sound?.path ?? input.path] + opened.files
                + [preset.timeline.source?.file?.value.resolved].compactMap(\.self)
                + regions.flatMap { ($0.file.map { [$0] } ?? []) + ($0.movingMask?.files ?? []) })
        let names = family.names
        try divide(layerPaths)
        try keepPace()
        frameWeights = ([timeline] + layers.map(\.timeline) + regions.map(\.timeline)).map {
            FrameWeights($0, networks: names)
        }
        try checkMoving()
        counts = PathCounts(path(of: frames))
        try checkSizes()
        // An image that is no longer needed takes memory.
        opened.close()
    }

    /// Opens the input once more, at its first frame.
    func openInput() throws -> any FrameSource {
        var settings = preset.inputSettings(options, rate: timeline.frameRate)
        settings.checksPictures = false
        return try MediaInput.open(path: input.path, settings, known: input.firstPass)
    }

    /// The same plan for some of its frames, without outputs.
    package func part(_ frames: Range<Int>) -> RenderPlan {
        var part = self
        (part.frames, part.outputs) = (frames, [])
        part.counts = PathCounts(part.path(of: frames))
        return part
    }

    /// Whether what lies beside the timeline is at its end what it is at its beginning; masks that move are
    /// not.
    private static func endAsTheyBegin(_ paths: PresetPaths, _ regions: [PlannedRegion]) -> Bool {
        func ends<Value>(_ keys: [TimedKey<Value>]) -> Bool {
            keys.first?.value == keys.last?.value
        }
        let numbers = [paths.opacity] + paths.regions.flatMap { [$0.opacity, $0.move] }
        return regions.allSatisfy { $0.movingMask == nil }
            && (paths.layers + paths.regions.map(\.timeline)).allSatisfy { ends($0.keyframes) }
            && numbers.compactMap(\.self).allSatisfy { ends($0.keyframes) }
    }

    private static func outputs(_ chosen: [String], _ preset: Preset) throws -> [Output] {
        guard !chosen.isEmpty else { return preset.outputs.map(Output.init) }
        return try chosen.map { path in
            do throws(PresetValueError) {
                return Output(try OutputSpec(commandLine: path))
            } catch {
                throw RenderError.refusedOption(name: "--output", reason: "\(error)")
            }
        }
    }

    /// The input, which is opened unless it is the one that is known.
    static func opened(_ options: RenderOptions, _ preset: Preset) throws -> OpenedInput {
        guard let path = options.input ?? preset.input?.file.value.resolved else {
            throw RenderError.noInput(preset: preset.source.file)
        }
        let rate = options.frameRate ?? preset.timeline.frameRate?.value ?? .film
        let settings = preset.inputSettings(options, rate: rate)
        if let known = options.opened, known.path == path, known.settings == settings {
            return known
        }
        return try OpenedInput(path, settings, options.firstPass)
    }

    /// What goes with a film besides; further tracks of its sound only beside its first.
    private static func accompaniment(
        _ options: RenderOptions, _ preset: Preset, of input: SourceProperties
    ) -> Accompaniment {
        var accompaniment = input.accompaniment
        if !options.copiesSound || preset.input?.sound != nil { accompaniment.sounds = [] }
        return accompaniment
    }

    /// The sound file of the preset, else the film's own sound.
    private static func sound(
        _ options: RenderOptions, _ preset: Preset, of input: SourceProperties
    ) throws -> Sound? {
        guard options.copiesSound else { return nil }
        return try preset.input?.sound.map { try Sound(in: $0.value.resolved) } ?? input.sound
    }

    /// Refuses what only a still input with still masks can have.
    private func checkMoving() throws(RenderError) {
        let moving = (input.isStill ? [] : [input.path]) + movingMasks.map(\.source.path)
        guard let path = moving.first else { return }
        guard timeline.loop != .pingpong else { throw .pingpongNeedsStill(input: path) }
        guard tolerance > 0 else { return }
        throw .badOption(
            name: "--tolerance", found: "\(tolerance.thousandths) with the film \(path)",
            expected: "a still picture, whose frames can be blended")
    }

    private static func frames(
        _ chosen: ClosedRange<Int>?, of count: Int
    ) throws(RenderError) -> Range<Int> {
        guard let chosen else { return 0..<count }
        guard chosen.lowerBound >= 0, chosen.upperBound < count else {
            throw .framesOutOfRange(found: chosen, count: count)
        }
        return Range(chosen)
    }

    /// Refuses pictures and outputs that are too large to be held.
    private func checkSizes() throws(RenderError) {
        let sizes = [(input.path, pictureSize), (input.path, resultSize)]
        for (place, size) in sizes + outputs.map({ ($0.path, $0.size(of: resultSize)) }) {
            do {
                _ = try Image.sampleCount(
                    width: size.width, height: size.height, channels: channels)
            } catch {
                throw .unusableSize(place: place, reason: "\(error)")
            }
        }
    }
}

extension RenderOptions {
    /// The size that the networks see an input at: by the command line's scale, else as the preset says.
    fileprivate func pictureSize(of input: SourceProperties, _ preset: Preset) -> Size {
        let size = Size(width: input.width, height: input.height)
        if scale == nil, let width = preset.input?.width { return size.scaled(toWidth: width) }
        let scale = scale ?? preset.scale ?? 1
        return Size(
            width: max(1, Int((Double(size.width) * scale).rounded())),
            height: max(1, Int((Double(size.height) * scale).rounded())))
    }
}

extension Preset {
    /// How the input is read, where a sequence has this rate.
    fileprivate func inputSettings(
        _ options: RenderOptions, rate: FrameRate
    ) -> InputSettings {
        InputSettings(
            sequenceRate: rate, gaps: options.gaps ?? input?.gaps ?? .error,
            clip: Clip(
                start: input?.start?.value ?? .start, end: input?.end?.value,
                speed: input?.speed ?? .own),
            damage: input?.damaged ?? .error)
    }

    /// With the frame rate and the length that count over an input: those of the command line; where a
    /// preset with a `fit` is put over a film by the command line, the film's; else the preset's.
    fileprivate func timed(
        _ options: RenderOptions, over input: SourceProperties
    ) throws -> Preset {
        var preset = self
        if timeline.fit != nil, options.input != nil, !input.isStill {
            if input.frameRate != nil { preset.timeline.frameRate = nil }
            preset.timeline.duration = nil
        }
        if let rate = options.frameRate { preset.timeline.frameRate = Located(rate) }
        guard let duration = options.duration else { return preset }
        let rate = try preset.timeline.frameRate?.value ?? preset.rate(of: input)
        let count: Int
        do throws(TimelineError) {
            count = try rate.nearestFrame(
                to: duration.resolvedLength(at: rate, tempo: timeline.tempo))
        } catch {
            throw RenderError.refusedOption(name: "--duration", reason: "\(error)")
        }
        guard (1...Timeline.frameLimit).contains(count) else {
            throw RenderError.badOption(
                name: "--duration", found: "\(duration), which is \(count) frames",
                expected: "1 to \(Timeline.frameLimit) frames")
        }
        preset.timeline.duration = Located(duration)
        return preset
    }

    /// The timeline over an input: a film's own rate and length where the preset gives none.
    fileprivate func timeline(
        of input: SourceProperties, _ samples: WeightSamples?, _ cuts: [Time]
    ) throws -> Timeline {
        guard !input.isStill else { return try timeline(samples: samples, cuts: cuts) }
        let rate = try rate(of: input)
        guard timeline.duration == nil else {
            return try timeline(defaultFrameRate: rate, samples: samples, cuts: cuts)
        }
        return try timeline(
            defaultFrameRate: rate, defaultDuration: try length(of: input, at: rate),
            samples: samples, cuts: cuts)
    }

    /// The timeline's rate over an input.
    fileprivate func usedRate(over input: SourceProperties) throws -> FrameRate {
        if let rate = timeline.frameRate?.value { return rate }
        return input.isStill ? .film : try rate(of: input)
    }

    /// The paths beside the timeline.
    fileprivate func paths(
        along timeline: Timeline, over input: SourceProperties, _ cuts: [Time]
    ) throws -> PresetPaths {
        guard !regions.isEmpty || !layers.isEmpty || opacity != nil else { return .none }
        let length = input.isStill ? nil : try length(of: input, at: timeline.frameRate)
        return try paths(along: timeline, defaultDuration: length, cuts: cuts)
    }

    /// The regions along their paths, with their masks read.
    fileprivate func planned(
        _ paths: [PresetPaths.Region], gaps: SequenceGaps, over input: SourceProperties
    ) throws -> [PlannedRegion] {
        try zip(regions, paths).map { region, paths in
            try PlannedRegion(region, paths, gaps: gaps, over: input)
        }
    }

    /// A film's own rate where the preset gives none.
    private func rate(of input: SourceProperties) throws -> FrameRate {
        var rate = FrameRate.film
        if let own = input.frameRate, timeline.frameRate == nil {
            do {
                rate = try FrameRate(own.numerator, own.denominator)
            } catch {
                throw RenderError.unusableFilm(
                    file: input.path, found: "\(own) frames per second", key: "fps")
            }
        }
        return rate
    }

    /// How long an input's frames take at its own rate, or at one where it has none.
    private func length(of input: SourceProperties, at rate: FrameRate) throws -> Time {
        guard input.frameCount <= Timeline.frameLimit else {
            throw RenderError.unusableFilm(
                file: input.path, found: "\(input.frameCount) frames", key: "duration")
        }
        return try (input.frameRate ?? rate).time(ofFrame: input.frameCount)
    }
}
