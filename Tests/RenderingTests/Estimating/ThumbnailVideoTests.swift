import Fixtures
import Imaging
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// The pictures from which a film's size is learnt.
struct ThumbnailVideoTests {
    @Test func `a straight way is made of its ends and its quarters`() throws {
        let film = ThumbnailVideo(
            try Self.plan("{fps: 24, keys: [{at: 0s, mix: a, hold: 0.5s}, {at: 2s, mix: b}]}"))
        // Frames 0…12 hold a, and frame 48 shows b.
        #expect(film.nodes.map { film.runs[$0].frames.lowerBound } == [0, 21, 30, 39, 48])
        #expect(film.frameCount == 49)
        #expect(film.changeCount == 37)
    }

    @Test func `between nodes lies the parabola through them`() throws {
        let film = ThumbnailVideo(
            try Self.plan("{fps: 24, keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]}"))
        // A picture of one sample s = 3 + 2 α − 4 α², with α the share of b.
        let value = { (alpha: Float) in 3 + 2 * alpha - 4 * alpha * alpha }
        var pictures: [Int: Image] = [:]
        for node in film.nodes {
            let sample = value(film.runs[node].mixtures.main[1])
            pictures[node] = try Image(width: 1, height: 1, channels: 1, filledWith: sample)
        }
        #expect(pictures.count == 5)
        for index in film.runs.indices {
            let picture = try #require(try film.picture(index, from: pictures))
            let alpha = film.runs[index].mixtures.main[1]
            #expect(abs(picture.samples[0] - value(alpha)) < 1e-5)
        }
    }

    @Test func `a way there and back needs no more nodes than its anchors and quarters`() throws {
        let film = ThumbnailVideo(
            try Self.plan(
                "{fps: 24, keys: [{at: 0s, mix: a}, {at: 2s, mix: b}, {at: 4s, mix: a}]}"))
        #expect(
            film.nodes.map { film.runs[$0].frames.lowerBound }
                == Array(stride(from: 0, through: 96, by: 12)))
    }

    @Test func `a long film is seen in its middle, and a hold is a single picture`() throws {
        let long = ThumbnailVideo(
            try Self.plan("{fps: 24, keys: [{at: 0s, mix: a}, {at: 200s, mix: b}]}"))
        #expect(long.frameCount == 500)
        #expect(long.runs.first?.frames.lowerBound == (4801 - 500) / 2)
        let hold = ThumbnailVideo(try Self.plan("{fps: 24, keys: [{at: 0s, mix: a, hold: 2s}]}"))
        #expect(hold.nodes == [0])
    }

    private static func plan(_ timeline: String) throws -> RenderPlan {
        let workshop = try Workshop()
        try workshop.preset(timeline: timeline)
        return try workshop.plan()
    }
}
