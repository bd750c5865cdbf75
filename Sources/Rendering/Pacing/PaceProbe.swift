import Imaging
import Inference
import Media
import Presets
import Timelines

/// Measures a plan's ways to keep an even pace on them: a few mixtures along each are rendered from an image
/// that is shown there, and compared with those next to them.
struct PaceProbe {
    private let plan: RenderPlan
    private let paths: [Timeline]

    /// The most different ways of a plan: each takes ``PaceMeasure/placeCount`` inferences.
    private static let wayLimit = 1000
    /// The most pixels of the image that is rendered, unless the networks need more.
    private static let pixelLimit = 1 << 18

    init(_ plan: RenderPlan) {
        self.plan = plan
        paths =
            [plan.timeline] + plan.layers.map(\.timeline) + plan.regions.map(\.timeline)
    }

    /// What is measured: equal ways over one image once.
    private struct Way: Hashable {
        /// At the places that are looked at first.
        let mixtures: [[Float]]
        /// The frame whose input is rendered.
        let frame: Int
    }

    /// Where a way is: from a keyframe of a path on.
    private struct Start {
        let weights: FrameWeights
        let keyframe: Int
    }

    /// How the way from each keyframe of each path is retimed: of the timeline, the layers, the regions;
    /// nil where nothing changes and where the way jumps.
    ///
    /// - Throws: `PresetProblems` for too many ways, ``RenderError``, `FileError`, `MediaError`,
    ///   `InferenceError`, `CancellationError`.
    func paces() throws -> [[Pace?]] {
        var starts: [Way: Start] = [:]
        let ways = paths.map { path in
            let weights = FrameWeights(path, networks: plan.family.names)
            return path.keyframes.indices.map { index in
                let start = Start(weights: weights, keyframe: index)
                let way = way(from: start, of: path)
                if let way { starts[way] = starts[way] ?? start }
                return way
            }
        }
        guard starts.count <= Self.wayLimit else {
            throw plan.preset.problem(
                "an even pace on \(starts.count) different ways, expected at most \(Self.wayLimit)",
                at: plan.preset.timeline.pace?.mark)
        }
        let measured = try measured(starts)
        return ways.map { $0.map { way in way.flatMap { measured[$0] } ?? nil } }
    }

    private func way(from start: Start, of path: Timeline) -> Way? {
        let index = start.keyframe
        let key = path.keyframes[index]
        guard index + 1 < path.keyframes.count, path.keyframes[index + 1].mixture != key.mixture
        else { return nil }
        if case .steps = key.easing { return nil }
        return Way(
            mixtures: PaceMeasure.firstPlaces.map { start.weights.weights(from: index, at: $0) },
            frame: plan.isStill ? 0 : middle(from: index, of: path))
    }

    /// The frame in the middle of a way, as far as the film goes.
    private func middle(from index: Int, of path: Timeline) -> Int {
        let times = [path.keyframes[index].time, path.keyframes[index + 1].time]
        let frames = times.map { (try? plan.timeline.frameRate.nearestFrame(to: $0)) ?? 0 }
        return min(frames[0] + (frames[1] - frames[0]) / 2, plan.timeline.frameCount - 1)
    }

    private func measured(_ starts: [Way: Start]) throws -> [Way: Pace?] {
        guard !starts.isEmpty else { return [:] }
        let (family, size) = try family()
        let renderer = try FrameRenderer(family, naming: plan.family, mixing: .networks)
        var feed = try InputFrames(plan)
        var shown: Image?
        var paces: [Way: Pace?] = [:]
        for (way, start) in starts.sorted(by: { $0.key.frame < $1.key.frame }) {
            // A film that ends early goes on with its last image.
            if let input = try feed.input(ofFrame: way.frame) {
                shown = try input.image.withoutAlpha.resized(to: size)
            }
            guard let image = shown else {
                throw RenderError.inputTooShort(file: plan.input.path, firstFrame: way.frame)
            }
            paces.updateValue(
                try pace(from: start) { mixture in
                    try Task.checkCancellation()
                    return ColourGrid(
                        try renderer.render(
                            FrameInput(image: image, masks: []),
                            FrameMixtures(plan.family.weights(everywhere: mixture))))
                }, forKey: way)
        }
        return paces
    }

    private func pace(
        from start: Start, seen: ([Float]) throws -> ColourGrid
    ) throws -> Pace? {
        func grid(_ place: Double) throws -> ColourGrid {
            try seen(start.weights.weights(from: start.keyframe, at: place))
        }
        var grids = try PaceMeasure.firstPlaces.map(grid)
        var measure = PaceMeasure(zip(grids, grids.dropFirst()).map { $0.difference(to: $1) })
        while grids.count < PaceMeasure.placeCount {
            let part = measure.partToDivide
            let middle = try grid((measure.places[part] + measure.places[part + 1]) / 2)
            measure.divide(
                part,
                into: (
                    grids[part].difference(to: middle), middle.difference(to: grids[part + 1])
                ))
            grids.insert(middle, at: part + 1)
        }
        return Pace(measure)
    }

    /// The networks for an image that is not larger than it needs to be.
    private func family() throws -> (family: CompiledFamily, size: Size) {
        let size = plan.pictureSize
        let scale = min(
            1, (Double(Self.pixelLimit) / (Double(size.width) * Double(size.height))).squareRoot())
        return try plan.smallFamily(scale: scale, threads: plan.resources.machine.cores)
    }
}

extension RenderPlan {
    /// Keeps the pace that the preset asks for: measures it, unless it was when the plan was first made.
    mutating func keepPace() throws {
        guard preset.timeline.pace?.value == .even else { return }
        let paces = try options.paces ?? PaceProbe(self).paces()
        self.paces = paces
        for (index, pace) in paces.enumerated() {
            let region = index - 1 - layers.count
            if index == 0 {
                timeline.keep(pace)
            } else if region < 0 {
                layers[index - 1].timeline.keep(pace)
            } else if regions.indices.contains(region) {
                regions[region].timeline.keep(pace)
            }
        }
    }
}
