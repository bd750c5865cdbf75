import Imaging
import Media

/// A part of a plan's frames as small pictures, from which is learnt how an encoder takes the way from
/// one frame to the next.
///
/// A still's networks run only at the anchors of the path and at the quarters of the spans between them;
/// the pictures between are those of the parabola through the three about them, sample by sample:
/// networks' outputs are smooth in α, but not so straight that an encoder would not notice.
struct ThumbnailVideo: Sendable {
    /// The part's runs, each with frames.
    let runs: [FrameRun]
    /// The recipe of each.
    private let recipes: [Recipe]
    /// Runs whose pictures are computed, in the order of the film.
    let nodes: [Int]

    /// A picture as a sum of nodes' pictures.
    private struct Recipe {
        let parts: [(node: Int, share: Float)]
    }

    /// Frames of the part.
    var frameCount: Int { runs.reduce(0) { $0 + $1.frames.count } }

    /// Pictures that differ from the one before.
    var changeCount: Int { runs.count }

    /// Longest part of a still's film, in frames: two of x264's spans between frames that need no other.
    private static let stillFrames = 500
    /// Longest part of a film's film, in frames: each has to be computed.
    private static let filmFrames = 32
    /// Most pictures that are computed.
    private static let mostNodes = 32

    /// The middle of a plan.
    init(_ plan: RenderPlan) {
        var length = plan.isStill ? Self.stillFrames : Self.filmFrames
        var film = ThumbnailVideo(plan, length: length)
        while film.nodes.count > Self.mostNodes, length > 2 {
            length /= 2
            film = ThumbnailVideo(plan, length: length)
        }
        self = film
    }

    private init(_ plan: RenderPlan, length: Int) {
        let count = min(length, plan.frames.count)
        let latest = plan.frames.upperBound - count
        let middle = plan.frames.lowerBound + (plan.frames.count - count) / 2
        let start = min(latest, plan.isStill ? middle : min(middle, Self.deepest(plan)))
        var path = plan.joined(start..<start + count)
        if plan.isStill { path.findAnchors() }
        let runs = path.runs
        self.runs = runs
        var recipes = runs.indices.map { Recipe(parts: [($0, 1)]) }
        let knots = plan.isStill ? Self.knots(runs) : []
        for (first, last) in zip(knots, knots.dropFirst()) {
            for index in first + 1..<max(last, first + 1) {
                recipes[index] = Self.recipe(index, between: first, and: last, runs)
            }
        }
        self.recipes = recipes
        nodes = Set(recipes.flatMap { $0.parts.map(\.node) }).sorted()
    }

    /// The anchors, and what lies half-way between them.
    private static func knots(_ runs: [FrameRun]) -> [Int] {
        let anchors = runs.indices.filter { runs[$0].isAnchor }
        let middles = zip(anchors, anchors.dropFirst()).compactMap {
            runs.middle(between: $0, and: $1)
        }
        return (anchors + middles).sorted()
    }

    /// A film's pictures are decoded from its beginning on; so far and no further.
    private static func deepest(_ plan: RenderPlan) -> Int { plan.frames.lowerBound + 120 }

    /// With the middle m at the share c and the picture at x: the sum of the ends' and the middle's
    /// pictures by Lagrange's polynomials over 0, c and 1.
    private static func recipe(
        _ index: Int, between first: Int, and last: Int, _ runs: [FrameRun]
    ) -> Recipe {
        guard let middle = runs.middle(between: first, and: last) else {
            return Recipe(parts: [(index, 1)])
        }
        let (own, centre) = (
            runs.blend(of: index, between: first, and: last),
            runs.blend(of: middle, between: first, and: last)
        )
        let (x, c) = (own.share, centre.share)
        guard index != middle, c > 0, c < 1 else { return Recipe(parts: [(index, 1)]) }
        return Recipe(parts: [
            (own.from, (x - c) * (x - 1) / c), (middle, x * (x - 1) / (c * (c - 1))),
            (own.to, x * (x - c) / (1 - c)),
        ])
    }

    /// A run's picture from the nodes' pictures.
    func picture(_ index: Int, from pictures: [Int: Image]) throws -> Image? {
        let parts = recipes[index].parts
        let images = parts.compactMap { pictures[$0.node] }
        guard images.count == parts.count, let first = images.first else { return nil }
        guard parts.count > 1 else { return first }
        var samples = [Float](repeating: 0, count: first.samples.count)
        for (image, part) in zip(images, parts) {
            for i in samples.indices { samples[i] += part.share * image.samples[i] }
        }
        return try Image(
            width: first.width, height: first.height, channels: first.channels, samples: samples)
    }
}
