import Testing
import Timelines

@testable import Media

/// The rate that is meant by when pictures are shown.
struct FilmRateTests {
    /// - Parameter delays: of each picture, in milliseconds.
    private func index(_ delays: [Int64]) -> FilmIndex {
        let ends = delays.reduce(into: [Int64(0)]) { $0.append(($0.last ?? 0) + $1) }
        return FilmIndex(
            times: Array(ends.dropLast()), end: ends[ends.count - 1], clock: .milliseconds,
            keys: [], missingStart: 0)
    }

    @Test(
        arguments: [
            ([100, 100, 100], "10", 3), ([33, 33, 34], "30", 3), ([40, 80, 120], "25", 6),
            ([50, 100, 200], "20", 7), ([16, 17, 17, 16, 17], "60", 5), ([77, 77], "1000/77", 2),
            ([1000], "1", 1), ([10, 10, 10], "100", 3),
        ] as [([Int64], String, Int)])
    func `delays mean a rate`(delays: [Int64], rate: String, count: Int) throws {
        let found = FilmRate(index(delays), stated: [])
        #expect(try found.rate == FrameRate.parse(rate))
        #expect(found.frameCount == count)
        #expect(found.hidden == 0)
    }

    @Test(
        arguments: [
            [17, 1000, 30], [33, 41, 29, 60, 35, 33, 34], [20, 30, 500, 45],
            [400, 100, 100, 100, 700],
            [34, 33, 33, 67, 33, 34, 133, 33, 33],
        ] as [[Int64]])
    func `up to 60 a second every picture is shown, as a frame picks its picture`(
        delays: [Int64]
    ) throws {
        let index = index(delays)
        let found = FilmRate(index, stated: [])
        #expect(found.rate.framesPerSecond <= 60)
        var shown: Set<Int> = []
        for frame in 0..<found.frameCount {
            shown.insert(index.number(shownAt: try found.rate.latestStart(ofFrame: frame)))
        }
        #expect(shown.count == delays.count)
        #expect(found.hidden == 0)
        #expect(found.repeated == found.frameCount - delays.count)
    }

    @Test func `what is too short for 60 a second is said`() throws {
        let found = FilmRate(index([100, 2, 100, 2, 100]), stated: [])
        #expect(try found.rate == FrameRate(60))
        #expect(found.hidden == 2)
        #expect(
            found.notice
                == "the pictures come at unequal times and are shown at 60 frames per second: "
                + "2 of them are too short for it and left out")
    }

    @Test func `what the container states counts where the times keep to it`() throws {
        let delays: [Int64] = [42, 42, 41, 42, 42]
        let cinema = try FrameRate(24000, 1001)
        #expect(FilmRate(index(delays), stated: [cinema]).rate == cinema)
        let film: [Int64] = [42, 41, 42, 42, 41, 42, 42, 41, 42, 42]
        #expect(try FilmRate(index(film), stated: [FrameRate(25)]).rate == FrameRate(24))
    }
}
