import Testing

@testable import Timelines

@Suite struct TimeTests {
    @Test func `a time is kept in lowest terms`() throws {
        let time = try Time(48_048, 24_000)
        #expect(time.numerator == 1001)
        #expect(time.denominator == 500)
        #expect(try Time(5, 2) == Time(10, 4))
    }

    @Test func `sums of thirds are exact`() throws {
        let third = try Time(1, 3)
        #expect(try third.adding(third).adding(third) == Time(seconds: 1))
        #expect(try third.subtracting(Time(seconds: 1)) == Time(-2, 3))
    }

    @Test func `order is exact where doubles are equal`() throws {
        let small = try Time(Int64.max - 2, Int64.max - 1)
        let large = try Time(Int64.max - 1, Int64.max)
        #expect(small.seconds == large.seconds)
        #expect(small < large)
        #expect(try Time(-1, 3) < .zero)
    }

    @Test func `what 64 bits cannot hold is an error`() throws {
        let long = try Time(Int64.max, 1)
        let fine = try Time(1, Int64.max)
        #expect(throws: TimelineError.self) { try long.adding(Time(seconds: 1)) }
        #expect(throws: TimelineError.self) { try long.adding(fine) }
        #expect(throws: TimelineError.outOfRange("1/0")) { try Time(1, 0) }
        #expect(throws: TimelineError.self) { try Time(.min, 1) }
    }

    @Test func `progress does not cancel however fine the fractions`() throws {
        let start = try Time(Int64.max - 2, Int64.max - 1)
        let end = try Time(Int64.max - 1, Int64.max)
        // The way from 1 − 1/(m−1) to 1 − 1/m is 1/(m(m−1)) long; nothing lies between.
        #expect(start.progress(from: start, to: end) == 0)
        #expect(end.progress(from: start, to: end) == 1)
        let third = try Time(1_000_000_001, 3).progress(
            from: Time(1_000_000_000, 3), to: Time(1_000_000_003, 3))
        #expect(third == 1.0 / 3)
        let negative = try Time.zero.progress(from: Time(-1, 3), to: Time(2, 3))
        #expect(abs(negative - 1.0 / 3) < 1e-16)
    }

    @Test(arguments: [
        ("2.5s", "2.5s"), ("3s", "3s"), ("0.000000001s", "0.000000001s"), ("100ms", "0.1s"),
        ("1f", "1/24s"), ("12f", "0.5s"),
    ])
    func `a time is shown in seconds`(written: String, shown: String) throws {
        #expect(try make(written).description == shown)
    }
}
