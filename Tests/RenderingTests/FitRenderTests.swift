import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing
import Timelines

@testable import Rendering

/// Paths over films and pictures: which rate and length count, and how the path is brought there.
struct FitRenderTests {
    private static let walk = "keys: [{at: 0s, mix: a}, {at: 1s, mix: b}]"

    /// A workshop with `film.mp4`, 10 frames at 25 a second, and a preset for its still picture.
    private func workshop(_ timeline: String) async throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(timeline: "{fps: 25, duration: 0.4s, keys: [{at: 0s, mix: a}]}")
        try await workshop.render { $0.outputs = [workshop.folder.path("film.mp4")] }
        try workshop.preset(timeline: "{\(timeline), \(Self.walk)}")
        return workshop
    }

    private func shares(_ plan: RenderPlan) -> [Double] {
        (0..<plan.timeline.frameCount).map { Double(plan.mixtures(ofFrame: $0).main[1]) }
    }

    @Test func `a path that is stretched takes a film's rate and length from the command line`()
        async throws
    {
        let workshop = try await workshop("fps: 12, duration: 2s, fit: stretch")
        let still = try workshop.plan()
        #expect(still.timeline.frameRate == (try FrameRate(12)))
        #expect(shares(still).count == 24)
        let film = try workshop.plan { $0.input = workshop.folder.path("film.mp4") }
        #expect(film.timeline.frameRate == (try FrameRate(25)))
        #expect(shares(film).count == 10)
        for (frame, share) in shares(film).enumerated() {
            #expect(abs(share - Double(frame) / 10) < 1e-7)
        }
    }

    @Test func `the command line's rate and duration override both`() async throws {
        let workshop = try await workshop("fps: 12, duration: 2s, fit: stretch")
        let film = workshop.folder.path("film.mp4")
        for input in [nil, film] {
            let plan = try workshop.plan {
                $0.input = input
                $0.frameRate = try? FrameRate(50)
                $0.duration = try? TimeExpression.parseLength("0.3s")
            }
            #expect(plan.timeline.frameRate == (try FrameRate(50)))
            #expect(shares(plan).count == 15)
            for (frame, share) in shares(plan).enumerated() {
                #expect(abs(share - Double(frame) / 15) < 1e-7)
            }
        }
        let faster = try workshop.plan {
            $0.input = film
            $0.frameRate = try? FrameRate(50)
        }
        #expect(shares(faster).count == 20)
    }

    @Test func `a film that the preset names is what the preset says of it`() async throws {
        let workshop = try await workshop("fps: 12")
        try workshop.preset(
            input: "film.mp4", timeline: "{fps: 50, duration: 0.2s, fit: stretch, \(Self.walk)}")
        let plan = try workshop.plan()
        #expect(shares(plan).count == 10)
        #expect(abs(shares(plan)[5] - 0.5) < 1e-7)
    }

    @Test func `without a fit a film changes neither rate nor length`() async throws {
        let workshop = try await workshop("fps: 12, duration: 2s")
        let plan = try workshop.plan { $0.input = workshop.folder.path("film.mp4") }
        #expect(plan.timeline.frameRate == (try FrameRate(12)))
        #expect(shares(plan).count == 24)
    }

    @Test func `regions are stretched as the path is`() async throws {
        let workshop = try await workshop("fps: 12")
        try PNGFile.write(
            Image(width: 48, height: 32, channels: 1, filledWith: 0.5),
            to: workshop.folder.path("mask.png"))
        try workshop.preset(
            timeline: "{fps: 12, fit: stretch, duration: 1s, \(Self.walk)}",
            regions: "[{mask: mask.png, keys: [{at: 0.25s, mix: a}, {at: 0.75s, mix: b}]}]")
        let plan = try workshop.plan { $0.input = workshop.folder.path("film.mp4") }
        for frame in 0..<10 {
            let region = plan.mixtures(ofFrame: frame).regions[0]
            // The region's way is the middle half of the film.
            let share = min(max((Double(frame) / 10 - 0.25) * 2, 0), 1)
            #expect(abs(Double(region[1]) - share) < 1e-6)
        }
    }

    @Test func `a path that ends early is said, unless it is meant`() async throws {
        let workshop = try await workshop("fps: 12, duration: 2s")
        let notices = try workshop.plan().notices
        #expect(notices.contains { $0.contains("the path ends at 1s of 2s") })
        #expect(try workshop.plan { $0.frames = 0...11 }.notices.isEmpty)
        for fit in Fit.allCases {
            try workshop.preset(
                timeline: "{fps: 12, duration: 2s, fit: \(fit.rawValue), \(Self.walk)}")
            #expect(try workshop.plan().notices.isEmpty)
        }
    }

    @Test(arguments: [("0s", "0s, which is 0 frames"), ("999999s", "999999s, which is 11999988")])
    func `a duration without frames or with too many is the option's fault`(
        duration: String, found: String
    ) async throws {
        let workshop = try await workshop("fps: 12")
        #expect {
            try workshop.plan { $0.duration = try? TimeExpression.parseLength(duration) }
        } throws: { error in
            "\(error)".hasPrefix("--duration: \(found)") && Failure(error).kind == .usage
        }
    }
}
