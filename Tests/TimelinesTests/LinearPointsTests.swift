import Testing

@testable import Timelines

/// `linear(…)` as CSS Easing Functions Level 2 says, worked by hand.
struct LinearPointsTests {
    private func points(_ text: String) throws -> [LinearPoints.Point] {
        guard case .linearPoints(let points) = try Easing.parse(text) else { return [] }
        return points.points
    }

    @Test(
        arguments: [
            ("linear(0, 1)", [0, 1], [0, 1]),
            ("linear(0, 0.25, 1)", [0, 0.5, 1], [0, 0.25, 1]),
            ("linear(0, 0.25 75%, 1)", [0, 0.75, 1], [0, 0.25, 1]),
            ("linear(0, 75% 0.25, 1)", [0, 0.75, 1], [0, 0.25, 1]),
            ("linear(0, 0.25 25% 75%, 1)", [0, 0.25, 0.75, 1], [0, 0.25, 0.25, 1]),
            ("linear(0, .25 ,.5,.75, 1)", [0, 0.25, 0.5, 0.75, 1], [0, 0.25, 0.5, 0.75, 1]),
            // Spread between 20 % and 80 %.
            ("linear(0 20%, 0.1, 0.2, 1 80%)", [0.2, 0.4, 0.6, 0.8], [0, 0.1, 0.2, 1]),
            // One before the one in front of it is at that one's place.
            ("linear(0, 0.5 60%, 0.7 40%, 1)", [0, 0.6, 0.6, 1], [0, 0.5, 0.7, 1]),
            ("linear(0, 0.5 110%, 1)", [0, 1.1, 1.1], [0, 0.5, 1]),
            ("linear(0 -50%, 1)", [-0.5, 1], [0, 1]),
        ] as [(String, [Double], [Double])])
    func `points have the places of CSS`(
        text: String, inputs: [Double], outputs: [Double]
    ) throws {
        let points = try points(text)
        #expect(points.count == inputs.count)
        for (point, expected) in zip(points, zip(inputs, outputs)) {
            #expect(abs(point.input - expected.0) < 1e-15)
            #expect(point.output == expected.1)
        }
    }

    @Test(
        arguments: [
            ("linear(0, 0.25 75%, 1)", [0, 0.25 / 3, 1 / 6.0, 0.25, 1]),
            ("linear(0, 0.25 25% 75%, 1)", [0, 0.25, 0.25, 0.25, 1]),
            // A jump at a half: of two points at one place the last counts.
            ("linear(0, 0.2 50%, 0.8 50%, 1)", [0, 0.1, 0.8, 0.9, 1]),
            ("linear(0.2, 0.8)", [0.2, 0.35, 0.5, 0.65, 0.8]),
            // Beyond the points their lines go on.
            ("linear(0 25%, 1 75%)", [-0.5, 0, 0.5, 1, 1.5]),
            ("linear(0, 1.5 50%, 1)", [0, 0.75, 1.5, 1.25, 1]),
        ] as [(String, [Double])])
    func `heights are those of CSS`(text: String, heights: [Double]) throws {
        let easing = try Easing.parse(text)
        for (place, height) in heights.enumerated() {
            #expect(abs(easing.progress(at: Double(place) / 4) - height) < 1e-15, "\(place)")
        }
        #expect(easing.overshoots == heights.contains { !(0...1).contains($0) })
    }

    @Test func `many points without places are spread quickly`() throws {
        let count = 100_001
        let list = (0..<count).map { $0 % 2 == 0 ? "0" : "1" }.joined(separator: ",")
        let points = try points("linear(\(list))")
        #expect(points.count == count)
        #expect(points[50_000].input == 0.5)
    }
}
