import Testing
import Timelines

@testable import Rendering

/// Carries out a sampling without networks: a run's picture is a function of its weights.
struct Rehearsal {
    /// What was shown, in order.
    var shown: [Double] = []
    /// The runs that were computed, in the order of the film.
    var computed: [Int] = []
    /// The runs that were blended.
    var blended: [Int: FrameBlend] = [:]
    /// How many pictures were held at a time at most, those under way among them; equal ones count
    /// once.
    var mostHeld = 0
    /// The sampling at its end.
    var sampling: AdaptiveSampler

    /// - Parameters:
    ///   - workers: how many runs may be under way.
    ///   - seed: chooses what comes first of all that is under way.
    init(
        _ runs: [FrameRun], tolerance: Double, workers: Int = 1, seed: UInt64 = 0,
        picture: ([Float]) -> Double
    ) {
        sampling = AdaptiveSampler(
            runs, tolerance: tolerance,
            lookahead: AdaptiveSampler.lookahead(for: runs, workers: workers))
        var state = seed
        var pictures: [Int: Double] = [:]
        var underWay: [AdaptiveSampler.Action] = []
        while true {
            var idle = workers - underWay.count { if case .compute = $0 { true } else { false } }
            while let action = sampling.next(canCompute: idle > 0) {
                switch action {
                case .compute(let index):
                    idle -= 1
                    pictures[index] = picture(runs[index].mixtures.main)
                    underWay.append(action)
                case .compare, .show: underWay.append(action)
                case .reuse(let index, let source): pictures[index] = pictures[source]
                case .release(let index): pictures[index] = nil
                }
            }
            mostHeld = max(mostHeld, Set(pictures.keys.map { runs[$0].image }).count)
            guard !underWay.isEmpty else { break }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            finish(underWay.remove(at: Int(state >> 33) % underWay.count), pictures)
        }
        computed.sort()
    }

    private mutating func finish(_ action: AdaptiveSampler.Action, _ pictures: [Int: Double]) {
        switch action {
        case .compute(let index):
            computed.append(index)
            sampling.computed(index)
        case .compare(let interval):
            let difference = abs(
                Self.value(of: interval.blend, pictures) - Self.value(of: interval.middle, pictures)
            )
            sampling.compared(interval, difference: difference)
        case .show(let index, let blend):
            shown.append(
                blend.map { Self.value(of: $0, pictures) } ?? Self.value(of: index, pictures))
            blended[index] = blend
            sampling.shown()
        case .reuse, .release: break
        }
    }

    private static func value(of blend: FrameBlend, _ pictures: [Int: Double]) -> Double {
        let (a, b) = (value(of: blend.from, pictures), value(of: blend.to, pictures))
        return a + Double(blend.share) * (b - a)
    }

    private static func value(of index: Int, _ pictures: [Int: Double]) -> Double {
        if pictures[index] == nil { Issue.record("the picture of \(index) was let go too early") }
        return pictures[index] ?? .nan
    }
}

/// Runs of one frame each with such weights; equal weights are one picture.
func runs(_ weights: [[Float]], tolerance: Double = 1, keeping limit: Int = .max) -> [FrameRun] {
    framePath(weights, tolerance: tolerance, keeping: limit).runs
}

/// The same, of which numbers are wanted.
func framePath(
    _ weights: [[Float]], tolerance: Double = 1, keeping limit: Int = .max
) -> FramePath {
    var path = FramePath(FrameForm(members: weights.first?.count ?? 1))
    for (frame, weights) in weights.enumerated() { path.append(frame..<frame + 1, weights) }
    if tolerance > 0 { path.findAnchors() }
    path.keepImages(atMost: limit)
    return path
}

/// Weights of the mixtures a share of the way from one network to another.
func mixtures(_ shares: some Sequence<Float>) -> [[Float]] { shares.map { [1 - $0, $0] } }

/// So many steps from 0 to 1, both among them.
func steps(_ count: Int) -> [Float] { (0...count).map { Float($0) / Float(count) } }
