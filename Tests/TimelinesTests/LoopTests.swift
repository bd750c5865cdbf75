import Testing

@testable import Timelines

@Suite struct LoopTests {
    @Test func `a repeat that ends as it began leaves the last frame out`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("1s", "b"), makeKey("2s", "a")]
        let timeline = try Timeline(frameRate: .film, keyframes: keys, loop: .repeat)
        #expect(timeline.frameCount == 48)
        // One step before the seam is as far from the first frame as one step after it.
        #expect(abs(timeline.mixture(ofFrame: 1).weight(of: "b") - 1.0 / 24) < 1e-15)
        #expect(abs(timeline.mixture(ofFrame: 47).weight(of: "b") - 1.0 / 24) < 1e-15)
    }

    @Test func `a repeat that ends elsewhere keeps every frame`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("1s", "b")]
        let timeline = try Timeline(frameRate: .film, keyframes: keys, loop: .repeat)
        #expect(timeline.frameCount == 25)
        #expect(timeline.mixture(ofFrame: 24) == Mixture("b"))
    }

    @Test func `a repeat with a duration has that many frames`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("1s", "b"), makeKey("2s", "a")]
        let timeline = try Timeline(
            frameRate: .film, keyframes: keys, loop: .repeat, duration: make("2s"))
        #expect(timeline.frameCount == 48)
        #expect(abs(timeline.mixture(ofFrame: 47).weight(of: "b") - 1.0 / 24) < 1e-15)
    }

    @Test func `a pingpong shows neither turning frame nor first frame twice`() throws {
        let keys = try [makeKey("0f", "a"), makeKey("4f", "b")]
        let timeline = try Timeline(frameRate: .film, keyframes: keys, loop: .pingpong)
        #expect(timeline.frameCount == 8)
        #expect((0..<8).map(timeline.passFrame(ofFrame:)) == [0, 1, 2, 3, 4, 3, 2, 1])
        let weights = (0..<8).map { timeline.mixture(ofFrame: $0).weight(of: "b") }
        #expect(weights == [0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25])
    }

    @Test func `no loop's film repeats a frame when it is played twice`() throws {
        let keys = try [makeKey("0s", "a"), makeKey("1s", "b"), makeKey("2s", "a")]
        for loop in [Loop.repeat, .pingpong] {
            let timeline = try Timeline(
                frameRate: .film, keyframes: loop == .repeat ? keys : Array(keys.prefix(2)),
                loop: loop)
            let twice = (0..<2 * timeline.frameCount).map {
                timeline.mixture(ofFrame: $0 % timeline.frameCount)
            }
            #expect(zip(twice, twice.dropFirst()).allSatisfy { $0 != $1 })
        }
    }

    @Test(arguments: Loop.allCases) func `a single frame loops as one frame`(loop: Loop) throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("0s", "a")], loop: loop)
        #expect(timeline.frameCount == 1)
        #expect(timeline.mixture(ofFrame: 0) == Mixture("a"))
    }

    @Test func `two frames of a pingpong are two frames`() throws {
        let timeline = try Timeline(
            frameRate: .film, keyframes: [makeKey("0f", "a"), makeKey("1f", "b")], loop: .pingpong)
        #expect(timeline.frameCount == 2)
        #expect(timeline.mixture(ofFrame: 1) == Mixture("b"))
    }
}
