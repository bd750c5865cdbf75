import Testing

@testable import Timelines

/// Numbers with keys over time.
struct NumberCurveTests {
    private func timeline(fit: Fit? = nil, duration: Time? = nil) throws -> Timeline {
        try Timeline(
            frameRate: .film,
            keyframes: [makeKey("0s", "a"), makeKey("2s", "b")], duration: duration, fit: fit)
    }

    private func curve(
        _ keys: [(Int64, Double)], easing: Easing = .linear, along timeline: Timeline
    ) throws -> NumberCurve {
        try NumberCurve(
            keys: keys.map { TimedKey(at: try Time($0.0, 1), [$0.1], easing: easing) },
            along: timeline)
    }

    @Test func `between keys it goes as the easing says, and is exact at keys`() throws {
        let curve = try curve(
            [(0, 0.1), (1, 0.7)], easing: .curve(Curve(.quad, .easeIn)), along: timeline())
        for (time, share) in [(0.0, 0.0), (0.25, 0.0625), (0.5, 0.25), (0.75, 0.5625)] {
            let found = curve.numbers(at: try Time(Int64(time * 4), 4))[0]
            #expect(abs(found - (0.1 + share * 0.6)) < 1e-15)
        }
        #expect(curve.numbers(at: .zero) == [0.1])
        #expect(curve.numbers(at: try Time(1, 1)) == [0.7])
        #expect(curve.numbers(at: try Time(9, 1)) == [0.7])
        #expect(!curve.isConstant)
    }

    @Test func `several numbers go together`() throws {
        let curve = try NumberCurve(
            keys: [
                TimedKey(at: .zero, [0, 1], hold: try Time(1, 1)),
                TimedKey(at: try Time(2, 1), [4, -1]),
            ], along: timeline())
        #expect(curve.numbers(at: try Time(1, 1)) == [0, 1])
        #expect(curve.numbers(at: try Time(5, 4)) == [1, 0.5])
    }

    @Test(arguments: [
        (Fit.stretch, [0.25, 0.5, 0.75]), (.hold, [0.5, 1, 1]), (.loop, [0.5, 0, 0.5]),
    ])
    func `it is fitted as the path beside it`(fit: Fit, expected: [Double]) throws {
        // The path lasts 2 s, the output 4 s: asked at 1, 2 and 3 s.
        let whole = try timeline(fit: fit, duration: Time(4, 1))
        let curve = try curve([(0, 0), (2, 1)], along: whole)
        #expect(try [1, 2, 3].map { curve.numbers(at: try Time($0, 1))[0] } == expected)
    }

    @Test func `mistakes of keys are those of a timeline's`() throws {
        let whole = try timeline()
        #expect(
            throws: TimelineError.keyframeAfterEnd(
                index: 1, at: try Time(3, 1), duration: try Time(2, 1))
        ) {
            try curve([(0, 0), (3, 1)], along: whole)
        }
        #expect(throws: TimelineError.keyframesCoincide(index: 1, at: .zero)) {
            try curve([(0, 0), (0, 1)], along: whole)
        }
        #expect(throws: TimelineError.noKeyframes) { try curve([], along: whole) }
    }

    @Test func `one key stands at all times`() throws {
        let curve = try curve([(1, 0.5)], along: timeline())
        #expect(curve.isConstant)
        #expect(curve.numbers(at: .zero) == [0.5])
        #expect(curve.numbers(at: try Time(7, 3)) == [0.5])
    }
}

/// The numbers of a frame.
struct FrameFormTests {
    @Test func `a frame's numbers say what it is made of`() {
        let form = FrameForm(members: 2, regions: 2, hasPlacements: true, hasOpacity: true)
        let frame = FrameMixtures(
            [1, 0], regions: [[0, 1], [0.5, 0.5]],
            placements: [RegionPlacement(opacity: 0.5, x: 1, y: 2), .whole], opacity: 0.25)
        #expect(frame.point == [1, 0, 0, 1, 0.5, 0.5, 0.5, 1, 2, 1, 0, 0, 0.25])
        #expect(form.count == frame.point.count)
        #expect(form.mixtures(frame.point[...]) == frame)
        #expect(form.moves == [7, 8, 10, 11])
        let plain = FrameMixtures([1, 0], regions: [[0, 1]])
        #expect(plain.point == [1, 0, 0, 1])
        #expect(FrameForm(members: 2, regions: 1).mixtures(plain.point[...]) == plain)
    }

    @Test func `what is not shown is the same whatever it would be`() {
        func frame(_ hidden: [Float], x: Float, opacity: Float = 1) -> FrameMixtures {
            FrameMixtures(
                [1, 0], regions: [hidden], placements: [RegionPlacement(opacity: 0, x: x)],
                opacity: opacity
            ).simplified(unseen: [0, 1])
        }
        #expect(frame([0, 1], x: 0.5) == frame([0.5, 0.5], x: 0))
        #expect(frame([0, 1], x: 0.5).main == [1, 0])
        #expect(frame([0, 1], x: 0, opacity: 0).main == [0, 1])
        let shown = FrameMixtures(
            [1, 0], regions: [[0, 1]], placements: [RegionPlacement(opacity: 0.5)])
        #expect(shown.simplified(unseen: [0, 1]) == shown)
    }
}
