import Testing

@testable import Timelines

/// The mean of a path while the shutter is open.
struct ShutterTests {
    private func timeline(
        _ keys: [Keyframe], shutter: String, rate: FrameRate = .film, loop: Loop = .none,
        duration: Time? = nil, fit: Fit? = nil
    ) throws -> Timeline {
        var timeline = try Timeline(
            frameRate: rate, keyframes: keys, loop: loop, duration: duration, fit: fit)
        timeline.shutter = try Shutter.parse(shutter)
        return timeline
    }

    private let a = Mixture("a")
    private let b = Mixture("b")

    @Test func `degrees are read, and what is none is refused`() throws {
        #expect(try Shutter.parse("0") == nil)
        #expect(try Shutter.parse("360") == Shutter.parse("360.000"))
        #expect(try Shutter.parse("172.8")?.opening(at: .film) == Time(864, 5 * 360 * 24))
        for text in ["-1", "361", "360.001", "wide", "", "180.0001", "nan", "1e2"] {
            #expect(throws: TimelineError.shutterRange(text)) { try Shutter.parse(text) }
        }
    }

    @Test func `on a straight way it is the mixture in its middle`() throws {
        let timeline = try timeline(
            [Keyframe(at: .zero, a), Keyframe(at: Time(seconds: 1), b)], shutter: "180")
        // (k + 1/4) / 24
        for frame in 0..<24 {
            let expected = (Double(frame) + 0.25) / 24
            #expect(abs(timeline.mixture(ofFrame: frame).weight(of: "b") - expected) < 1e-15)
        }
        #expect(timeline.mixture(ofFrame: 24) == b)
    }

    /// ∫ 3x² − 2x³ = x³ − x⁴/2
    @Test func `on a smooth way it is the integral of its cubic`() throws {
        let keys = try (0..<3).map { index in
            Keyframe(
                at: try Time(Int64(index), 8), index == 1 ? b : a, interpolation: .smooth)
        }
        let timeline = try timeline(keys, shutter: "360", loop: .repeat)
        // A periodic triangle comes to rest at both keys.
        func sum(_ x: Double) -> Double { x * x * x - x * x * x * x / 2 }
        for frame in 0..<3 {
            let (from, to) = (Double(frame) / 3, Double(frame + 1) / 3)
            let expected = 3 * (sum(to) - sum(from))
            #expect(abs(timeline.mixture(ofFrame: frame).weight(of: "b") - expected) < 1e-14)
        }
    }

    @Test func `a key within is passed, and its hold counts`() throws {
        // Frame 0 at 1 fps: a quarter on the way, half held, a quarter on the way back.
        let timeline = try timeline(
            [
                Keyframe(at: .zero, a), Keyframe(at: try Time(1, 4), b, hold: try Time(1, 2)),
                Keyframe(at: Time(seconds: 1), a),
            ], shutter: "360", rate: .oneASecond)
        #expect(abs(timeline.mixture(ofFrame: 0).weight(of: "b") - 0.75) < 1e-15)
    }

    @Test func `what is after a cut is not seen, forwards or backwards`() throws {
        let keys = [
            Keyframe(at: .zero, a, easing: .hold), Keyframe(at: try Time(1, 3), b, easing: .hold),
            Keyframe(at: Time(seconds: 1), a, easing: .steps(.start)),
            Keyframe(at: Time(seconds: 2), b),
        ]
        let plain = try timeline(keys, shutter: "0", rate: .oneASecond, loop: .pingpong)
        let open = try timeline(keys, shutter: "360", rate: .oneASecond, loop: .pingpong)
        #expect(open.frameCount == 4)
        for frame in 0..<4 {
            #expect(open.mixture(ofFrame: frame) == plain.mixture(ofFrame: frame))
        }
    }

    @Test func `stairs are cut at their next edge`() throws {
        let stairs = try #require(Steps(4, .jumpNone))
        let timeline = try timeline(
            [Keyframe(at: .zero, a, easing: .steps(stairs)), Keyframe(at: Time(seconds: 1), b)],
            shutter: "360", rate: FrameRate(8))
        let weights = (0..<8).map { timeline.mixture(ofFrame: $0).weight(of: "b") }
        let expected = [0, 0, 1, 1, 2, 2, 3, 3].map { $0 / 3.0 }
        for (found, expected) in zip(weights, expected) { #expect(abs(found - expected) < 1e-15) }
    }

    @Test func `a pingpong's way back is the way there, seen from the other side`() throws {
        let timeline = try timeline(
            [Keyframe(at: .zero, a), Keyframe(at: Time(seconds: 1), b)], shutter: "180",
            rate: FrameRate(4), loop: .pingpong)
        let weights = (0..<8).map { timeline.mixture(ofFrame: $0).weight(of: "b") }
        let expected = [0.5, 1.5, 2.5, 3.5, 3.5, 2.5, 1.5, 0.5].map { $0 / 4 }
            .enumerated().map { index, middle in middle + (index < 4 ? -0.0625 : 0.0625) }
        for (found, expected) in zip(weights, expected) { #expect(abs(found - expected) < 1e-15) }
    }

    @Test func `a path that begins again within a frame is seen on both sides of its seam`() throws
    {
        // A period of 3/8 s at 4 fps: frame 1 shows 1/4…3/8 and 0…1/8.
        let keys = [
            Keyframe(at: .zero, a), Keyframe(at: try Time(1, 4), b),
            Keyframe(at: try Time(3, 8), a),
        ]
        let timeline = try timeline(
            keys, shutter: "360", rate: FrameRate(4), duration: Time(seconds: 3), fit: .loop)
        #expect(abs(timeline.mixture(ofFrame: 1).weight(of: "b") - (0.25 + 0.125)) < 1e-15)
        // Its first mixture is not its last: a cut.
        let cut = try self.timeline(
            Array(keys.dropLast()) + [Keyframe(at: try Time(3, 8), Mixture("c"))], shutter: "360",
            rate: FrameRate(4), duration: Time(seconds: 3), fit: .loop)
        #expect(abs(cut.mixture(ofFrame: 1).weight(of: "b") - 0.5) < 1e-15)
        #expect(cut.mixture(ofFrame: 1).weight(of: "a") == 0)
    }

    /// Against the mean over twenty thousand moments, up to the first jump among them.
    @Test func `over random paths it is the mean of many moments`() throws {
        var random = SplitMix(state: 77)
        for round in 0..<60 {
            var time = Int64(0)
            var keys: [Keyframe] = []
            let easings = Easing.named.map(\.easing).filter { !$0.overshoots }
            for _ in 0..<5 {
                let hold = Int64.random(in: 0...1, using: &random)
                keys.append(
                    Keyframe(
                        at: try Time(time, 12), try random.mixture(),
                        easing: easings[Int(random.next() % UInt64(easings.count))],
                        hold: try Time(hold, 12), interpolation: round % 2 == 0 ? .smooth : .linear)
                )
                time += hold + Int64.random(in: 1...4, using: &random)
            }
            let open = try timeline(keys, shutter: "360", rate: FrameRate(4))
            for frame in 0..<open.frameCount - 1 {
                let expected = try mean(of: open, frame: frame, length: Time(1, 4))
                let found = open.mixture(ofFrame: frame)
                for (name, weight) in expected {
                    #expect(
                        abs(found.weight(of: name) - weight) < 2e-4, "\(round) \(frame) \(name)")
                }
                let weights = found.components.map(\.weight)
                #expect(
                    abs(weights.reduce(0, +) - 1) <= 4 * 1.0.ulp && weights.allSatisfy { $0 > 0 })
            }
        }
    }

    private func mean(
        of timeline: Timeline, frame: Int, length: Time
    ) throws -> [String: Double] {
        let count = Int64(20_000)
        let start = try timeline.frameRate.time(ofFrame: frame)
        var sums: [String: Double] = [:]
        var (taken, previous) = (0.0, timeline.mixture(at: start))
        for index in 0..<count {
            // In the middle of each of so many parts.
            let step = try Time(2 * index + 1, 2 * count * 4)
            let mixture = timeline.mixture(at: try start.adding(step))
            let names = Set((mixture.components + previous.components).map(\.network))
            let leap =
                names.map { abs(mixture.weight(of: $0) - previous.weight(of: $0)) }.max() ?? 0
            // Circles and powers are steep, but no 1/20000 of a frame is a tenth of the way.
            if leap > 0.03 { break }
            for component in mixture.components {
                sums[component.network, default: 0] += component.weight
            }
            (taken, previous) = (taken + 1, mixture)
        }
        guard taken > 0 else {
            let only = timeline.mixture(at: start)
            return Dictionary(
                uniqueKeysWithValues: only.components.map { ($0.network, $0.weight) })
        }
        return sums.mapValues { $0 / taken }
    }

    @Test func `many frames' weights are those of the mixtures, bit for bit`() throws {
        var random = SplitMix(state: 78)
        let keys = try (0..<6).map { index in
            Keyframe(
                at: try Time(Int64(index), 5), try random.mixture(),
                easing: index % 2 == 0 ? .cubicBezier(.easeInOut) : .linear,
                interpolation: .smooth)
        }
        let timeline = try timeline(keys, shutter: "144", rate: FrameRate(24_000, 1001))
        let names = ["h", "c", "a", "d", "b", "g", "e", "f"]
        expectSameWeights(timeline, networks: names)
    }
}
