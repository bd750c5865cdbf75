import Fixtures
import Formats
import Foundation
import Imaging
import Media
import RenderFixtures
import Testing

@testable import Rendering

/// What a preset says about how its input is read, in a plan and in frames.
struct InputSpecTests {
    @Test(arguments: [
        ("photo.png", nil, Size(width: 48, height: 32)),
        ("{file: photo.png, width: 25}", nil, Size(width: 25, height: 17)),
        ("{file: photo.png, width: 96}", nil, Size(width: 96, height: 64)),
        ("photo.png\nscale: 0.5", nil, Size(width: 24, height: 16)),
        ("{file: photo.png, width: 25}", 2.0, Size(width: 96, height: 64)),
        ("photo.png\nscale: 0.5", 1.0, Size(width: 48, height: 32)),
    ])
    func `the networks see the size that is asked for`(
        input: String, scale: Double?, size: Size
    ) throws {
        let workshop = try Workshop()
        try workshop.preset(input: input)
        #expect(try workshop.plan { $0.scale = scale }.pictureSize == size)
    }

    @Test func `a width counts for another input too`() throws {
        let workshop = try Workshop()
        try PNGFile.write(
            Workshop.picture(width: 60, height: 20), to: workshop.folder.path("wide.png"))
        try workshop.preset(input: "{file: photo.png, width: 30}")
        let plan = try workshop.plan { $0.input = workshop.folder.path("wide.png") }
        #expect(plan.pictureSize == Size(width: 30, height: 10))
    }

    @Test(arguments: [("hold", [1, 2, 2, 2, 5]), ("skip", [1, 2, 5])])
    func `gaps of a sequence are held or left out`(gaps: String, shown: [Int]) async throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("in")
        for number in [1, 2, 5] {
            try PNGFile.write(
                Workshop.picture(width: 16, height: 12, blue: Float(number) / 5),
                to: workshop.folder.path("in/\(number).png"), depth: .sixteen)
        }
        try workshop.identityPreset(input: "{file: in/%d.png, gaps: \(gaps)}")
        let report = try await workshop.render()
        #expect(report.frames == shown.count)
        let frames = try workshop.frames("out/%04d.png")
        for (frame, number) in zip(frames, shown) {
            let picture = try workshop.frames("in/\(number).png")[0]
            #expect(largestDifference(frame, picture) < 0.01)
        }
    }
}
