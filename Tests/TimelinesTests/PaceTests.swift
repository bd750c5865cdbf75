import Foundation
import Testing

@testable import Timelines

/// Ways retimed by their arc length.
struct PaceTests {
    /// A measure of changes of which the function is the sum up to a place.
    private func measure(_ sum: (Double) -> Double) -> PaceMeasure {
        let places = PaceMeasure.firstPlaces
        var measure = PaceMeasure(zip(places, places.dropFirst()).map { sum($1) - sum($0) })
        while measure.places.count < PaceMeasure.placeCount {
            let part = measure.partToDivide
            let (from, to) = (measure.places[part], measure.places[part + 1])
            let middle = (from + to) / 2
            measure.divide(part, into: (sum(middle) - sum(from), sum(to) - sum(middle)))
        }
        return measure
    }

    @Test func `even changes keep the way as it is`() throws {
        let pace = try #require(Pace(measure { 0.3 * $0 }))
        for index in 0...100 {
            let share = Double(index) / 100
            #expect(abs(pace.place(at: share) - share) < 0.0005)
        }
        #expect(abs(pace.unevenness - 1) < 0.01)
    }

    /// A way whose arc length is known in closed form: s(p) = p², so p(s) = √s.
    @Test func `a known arc length is inverted`() throws {
        let measure = measure { 7 * $0 * $0 }
        let pace = try #require(Pace(measure))
        // Exact where it was measured, but for the rounding of shares.
        for place in measure.places where place > 0 {
            #expect(abs(pace.place(at: place * place) - place) < 1.0 / 1024)
        }
        for index in 8...100 {
            let share = Double(index) / 100
            #expect(abs(pace.place(at: share) - share.squareRoot()) < 0.01)
        }
        #expect(abs(pace.unevenness - 2) < 0.2)
    }

    @Test func `a bend is looked at closely`() {
        // The speed is 5 up to 0.1 and 1 after it.
        let measure = measure { min($0, 0.1) * 5 + max($0 - 0.1, 0) }
        #expect(measure.places.count == 9)
        #expect(measure.places.filter { $0 > 0 && $0 < 1.0 / 3 }.count == 3)
    }

    @Test func `it never turns back, and ends stay ends`() throws {
        var random = SplitMix(state: 5)
        for _ in 0..<200 {
            var measure = PaceMeasure(
                (0..<6).map { _ in
                    random.next() % 3 == 0 ? 0 : Double.random(in: 0...1, using: &random)
                })
            let part = measure.partToDivide
            measure.divide(part, into: (0, measure.changes[part]))
            guard let pace = Pace(measure) else {
                #expect(measure.changes.allSatisfy { $0 == 0 })
                continue
            }
            #expect(pace.place(at: 0) == 0 && pace.place(at: 1) == 1)
            #expect(pace.place(at: -0.1) == -0.1 && pace.place(at: 1.2) == 1.2)
            var before = 0.0
            for index in 1...500 {
                let place = pace.place(at: Double(index) / 500)
                #expect(place >= before && place <= 1)
                before = place
            }
        }
    }

    @Test func `what is no measure gives no pace`() {
        #expect(Pace(PaceMeasure([0, 0, 0, 0, 0, 0])) == nil)
        #expect(Pace(PaceMeasure([.nan, 1, 1, 1, 1, 1])) == nil)
        #expect(Pace(PaceMeasure([.infinity, 1, 1, 1, 1, 1])) == nil)
    }

    @Test func `it is kept as its points, and others are refused`() throws {
        let pace = try #require(Pace(measure { $0 * $0 * $0 }))
        let data = try JSONEncoder().encode([pace, nil])
        #expect(try JSONDecoder().decode([Pace?].self, from: data) == [pace, nil])
        for text in [
            "[]", "[[0, 0]]", "[[0, 0], [1]]", "[[0, 0], [1, 2]]", "[[1, 1], [0, 0]]", "[0, 1]",
        ] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(Pace.self, from: Data(text.utf8))
            }
        }
    }

    @Test func `keys keep their times, and an ease runs over the pace`() throws {
        var timeline = try Timeline(
            frameRate: .film,
            keyframes: [
                Keyframe(at: .zero, Mixture("a"), easing: .curve(Curve(.quad, .easeIn))),
                Keyframe(at: Time(seconds: 2), Mixture("b")),
            ])
        // A quarter of what is seen lies before the middle of the way.
        let pace = try #require(Pace(PaceMeasure([1, 1, 1, 3, 3, 3])))
        timeline.keep([pace, nil])
        #expect(timeline.mixture(at: .zero) == Mixture("a"))
        #expect(timeline.mixture(at: Time(seconds: 2)) == Mixture("b"))
        let middle = timeline.mixture(at: Time(seconds: 1)).weight(of: "b")
        #expect(abs(middle - 0.5) < 1e-9)
    }
}
