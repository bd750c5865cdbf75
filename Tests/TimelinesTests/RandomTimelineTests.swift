import Foundation
import Testing

@testable import Timelines

/// Properties of any timeline, over random ones.
struct RandomTimelineTests {
    /// A path of all easings, holds and smooth ways, whose times all four rates share.
    private func timeline(
        _ random: inout SplitMix, rate: FrameRate, keys: [Keyframe]? = nil
    ) throws -> Timeline {
        let easings = Easing.named.map(\.easing).filter { !$0.overshoots }
        let extrapolates = random.next() % 4 == 0
        var time = Int64(0)
        var made: [Keyframe] = []
        for _ in 0..<Int.random(in: 2...9, using: &random) {
            let hold = Int64.random(in: 0...2, using: &random)
            let easing = easings[Int.random(in: 0..<easings.count, using: &random)]
            let mixture = try random.mixture(extrapolates: extrapolates)
            made.append(
                Keyframe(
                    at: try Time(time, 4), mixture,
                    easing: random.next() % 3 == 0 ? easing : .linear,
                    hold: try Time(hold, 4),
                    interpolation: random.next() % 2 == 0 ? .smooth : .linear))
            time += hold + Int64.random(in: 1...9, using: &random)
        }
        let fit = [nil, .stretch, .loop, .cut][Int(random.next() % 4)] as Fit?
        let duration = fit == nil ? nil : Time(seconds: Int32.random(in: 1...30, using: &random))
        return try Timeline(
            frameRate: rate, keyframes: keys ?? made, loop: Loop.allCases[Int(random.next() % 3)],
            duration: duration, fit: fit, extrapolates: extrapolates)
    }

    @Test func `the sum is 1 to 4 ulp, and nothing is below 0 unless asked for`() throws {
        var random = SplitMix(state: 41)
        for _ in 0..<300 {
            let timeline = try timeline(&random, rate: .film)
            for frame in 0..<timeline.frameCount {
                let weights = timeline.mixture(ofFrame: frame).components.map(\.weight)
                let sizes = weights.reduce(0) { $0 + $1.magnitude }
                #expect(abs(weights.reduce(0, +) - 1) <= 4 * 0x1p-52 * max(1, sizes))
                #expect(timeline.extrapolates || weights.allSatisfy { $0 > 0 && $0 <= 1 })
            }
        }
    }

    @Test func `exact at keys`() throws {
        var random = SplitMix(state: 42)
        for _ in 0..<300 {
            let timeline = try timeline(&random, rate: .film)
            for key in timeline.keyframes
            where timeline.period == nil || key.time < timeline.pathLength {
                #expect(timeline.mixture(at: key.time) == key.mixture)
                let end = try key.time.adding(key.hold)
                if timeline.period == nil { #expect(timeline.mixture(at: end) == key.mixture) }
            }
        }
    }

    /// A step of time that goes to 0 changes the mixture by as little, but at what jumps on purpose.
    @Test func `continuous where nothing jumps`() throws {
        var random = SplitMix(state: 43)
        let step = try Time(1, 1_000_000_000)
        for _ in 0..<100 {
            let timeline = try timeline(&random, rate: .film)
            let jumps = timeline.keyframes.contains {
                if case .steps = $0.easing { true } else { false }
            }
            if jumps || timeline.period != nil { continue }
            for key in timeline.keyframes {
                for time in [key.time, try key.time.adding(key.hold)] where time > .zero {
                    let here = timeline.mixture(at: time)
                    for other in [try time.subtracting(step), try time.adding(step)] {
                        let there = timeline.mixture(at: other)
                        for name in "abcdefgh".map(String.init) {
                            // 10⁻⁹ s on a circle's vertical end is worth 10⁻⁴ of the way.
                            #expect(abs(here.weight(of: name) - there.weight(of: name)) < 2e-3)
                        }
                    }
                }
            }
        }
    }

    @Test func `common times have one mixture at all frame rates, in any order`() throws {
        let rates = try [
            FrameRate(24), FrameRate(30), FrameRate(60), FrameRate(24_000, 1001),
        ]
        for round in 0..<60 {
            let timelines = try rates.map { rate in
                var random = SplitMix(state: UInt64(100 + round))
                return try timeline(&random, rate: rate)
            }
            // Whole sixths of a second are frames of 24, 30 and 60; 1001/24000 s of the last one only.
            var random = SplitMix(state: UInt64(round))
            let exact = try timelines.map { timeline in
                try (0..<60).shuffled(using: &random).map { sixth in
                    (sixth, timeline.mixture(at: try Time(Int64(sixth), 6)))
                }.sorted { $0.0 < $1.0 }.map(\.1)
            }
            #expect(Set(exact).count == 1)
            for (rate, timeline) in zip(rates, timelines)
            where timeline.loop == .none && timeline.duration != nil {
                for frame in stride(from: 0, to: timeline.frameCount, by: 12) {
                    let time = try rate.time(ofFrame: frame)
                    #expect(
                        timeline.mixture(ofFrame: frame) == timelines[0].mixture(at: time))
                }
            }
        }
    }

    @Test func `two hundred thousand keys, half a million mixtures`() throws {
        var random = SplitMix(state: 44)
        let names = ["a", "b", "c", "d"]
        let mixtures = try (0..<64).map { _ in
            let weights = names.map { ($0, Double.random(in: 0.01...1, using: &random)) }
            let sum = weights.reduce(0) { $0 + $1.1 }
            return try Mixture(
                weights: Dictionary(uniqueKeysWithValues: weights.map { ($0.0, $0.1 / sum) }))
        }
        let keys = try (0..<200_000).map { index in
            let easing: Easing = index % 5 == 0 ? .cubicBezier(.easeInOut) : .linear
            let interpolation: Interpolation = index % 2 == 0 ? .smooth : .linear
            return Keyframe(
                at: try Time(Int64(index), 10), mixtures[(index * 37) % 64], easing: easing,
                interpolation: interpolation)
        }
        let timeline = try Timeline(frameRate: .film, keyframes: keys)
        let weights = FrameWeights(timeline, networks: names)
        let count = 500_000
        var (found, total) = ([Float](), 0.0)
        let start = Self.processorTime
        for index in 0..<count {
            found.removeAll(keepingCapacity: true)
            weights.append(
                at: timeline.shownTime(ofFrame: (index * 7919) % 479_998), to: &found)
            total += Double(found[0]) + Double(found[1]) + Double(found[2]) + Double(found[3])
        }
        let taken = Self.processorTime - start
        #expect(abs(total / Double(count) - 1) < 1e-6)
        // Half a second with an optimiser; tests may be run without.
        #expect(taken < 15, "\(count) mixtures in \(taken) s")
        if ProcessInfo.processInfo.environment["SEGUE_SPEED"] != nil {
            print("\(count) mixtures in \(taken) s")
        }
    }

    /// Seconds that this thread has computed for, whoever else uses the processor.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension SplitMix {
    /// A mixture, in some of which one weight is below 0.
    fileprivate mutating func mixture(extrapolates: Bool) throws -> Mixture {
        let mixture = try mixture()
        guard extrapolates, mixture.components.count > 1 else { return mixture }
        var weights = Dictionary(
            uniqueKeysWithValues: mixture.components.map { ($0.network, $0.weight) })
        weights[mixture.components[0].network, default: 0] += 0.75
        weights[mixture.components[1].network, default: 0] -= 0.75
        return try Mixture(weights: weights, extrapolates: true)
    }
}
