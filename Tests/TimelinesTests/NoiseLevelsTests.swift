import Testing

@testable import Timelines

/// Which denoisers are for a noise, and keys over what it chooses.
struct NoiseLevelsTests {
    private static let weak = NoiseLevels.Level("weak", 15)
    private static let middle = NoiseLevels.Level("middle", 25)
    private static let strong = NoiseLevels.Level("strong", 50)

    @Test func `the two levels around a noise are mixed, and beyond all the nearest is alone`()
        throws
    {
        let levels = try #require(NoiseLevels([Self.strong, Self.weak, Self.middle]))
        #expect(levels.choice(for: 0) == .one(Self.weak))
        #expect(levels.choice(for: 15) == .one(Self.weak))
        #expect(levels.choice(for: 15.1) == .between(Self.weak, Self.middle))
        #expect(levels.choice(for: 25) == .one(Self.middle))
        #expect(levels.choice(for: 49.9) == .between(Self.middle, Self.strong))
        #expect(levels.choice(for: 50) == .one(Self.strong))
        #expect(levels.choice(for: 90) == .one(Self.strong))
        #expect(NoiseLevels([]) == nil)
        #expect(NoiseLevels([Self.weak, NoiseLevels.Level("other", 15)]) == nil)
    }

    /// Two shots with a cut at 2 s: a, then b.
    private static func shots() throws -> WeightSamples {
        var samples = WeightSamples(of: ["a", "b"])
        samples.append(Mixture("a"), at: .zero)
        samples.append(Mixture("a"), at: try Time(23, 12))
        samples.append(Mixture("b"), at: Time(seconds: 2))
        return samples
    }

    private static func share(
        of network: String, at seconds: Double, _ keys: [Keyframe], end: Time? = nil
    ) throws -> Double {
        let path = try shots().overridden(
            by: keys, within: Time(1, 2), until: end ?? Time(seconds: 4))
        let timeline = try Timeline(
            frameRate: .film, keyframes: path.keyframes, duration: Time(seconds: 4))
        return timeline.mixture(at: try Time(Int64(seconds * 1000), 1000)).weight(of: network)
    }

    @Test func `without keys the path is the shots', with a step at the cut`() throws {
        #expect(try Self.share(of: "a", at: 1.9, []) == 1)
        #expect(try Self.share(of: "b", at: 2, []) == 1)
        #expect(try Self.share(of: "b", at: 3.5, []) == 1)
    }

    @Test func `a key comes and goes in half a second`() throws {
        let keys = [Keyframe(at: Time(seconds: 1), Mixture("c"), hold: try Time(1, 4))]
        for (time, share) in [
            (0, 0), (0.5, 0), (0.75, 0.5), (1, 1), (1.25, 1), (1.5, 0.5), (1.75, 0), (2.5, 0),
        ] {
            #expect(abs(try Self.share(of: "c", at: time, keys) - share) < 1e-12, "\(time)")
            #expect(
                abs(try Self.share(of: "a", at: time, keys) - (time < 2 ? 1 - share : 0)) < 1e-12)
        }
    }

    @Test func `between near keys each has half of the way`() throws {
        let keys = try [
            Keyframe(at: Time(seconds: 3), Mixture("c")),
            Keyframe(at: Time(17, 5), Mixture("d")),
        ]
        #expect(try Self.share(of: "c", at: 3, keys) == 1)
        #expect(abs(try Self.share(of: "c", at: 3.1, keys) - 0.5) < 1e-12)
        #expect(try Self.share(of: "b", at: 3.2, keys) == 1)
        #expect(abs(try Self.share(of: "d", at: 3.3, keys) - 0.5) < 1e-12)
        #expect(try Self.share(of: "d", at: 3.4, keys) == 1)
        #expect(abs(try Self.share(of: "d", at: 3.65, keys) - 0.5) < 1e-12)
    }

    @Test func `keys at both ends leave no times outside`() throws {
        let keys = [
            Keyframe(at: .zero, Mixture("c")), Keyframe(at: Time(seconds: 4), Mixture("d")),
        ]
        let path = try Self.shots().overridden(
            by: keys, within: Time(1, 2), until: Time(seconds: 4))
        #expect(path.times.first == .zero)
        #expect(path.times.last == Time(seconds: 4))
        #expect(path.mixtures.first == Mixture("c"))
        #expect(path.mixtures.last == Mixture("d"))
        let open = try Self.shots().overridden(by: keys, within: Time(1, 2), until: nil)
        #expect(open == path)
        let still = try Self.shots().overridden(by: [], within: Time(1, 2), until: nil)
        #expect(still.times == [.zero])
    }
}
