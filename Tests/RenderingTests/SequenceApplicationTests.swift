import Files
import Fixtures
import Formats
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// One mixture over a sequence, through a network that changes nothing.
struct SequenceApplicationTests {
    private func workshop(_ numbers: [Int]) throws -> (Workshop, PictureApplication) {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(), "same.onnx")
        try workshop.folder.makeFolder("in")
        for number in numbers {
            try PNGFile.write(
                Workshop.picture(width: 16, height: 12, blue: Float(number) / 20),
                to: workshop.folder.path("in/f\(number).png"), depth: .sixteen)
        }
        let network = WeightedReference(
            reference: NetworkReference(workshop.folder.path("same.onnx")), weight: 1)
        return (workshop, try PictureApplication([network]))
    }

    @Test(arguments: ["in", "in/f%d.png", "in/*.png"])
    func `a sequence goes in and comes out, numbered from 0`(input: String) throws {
        let (workshop, application) = try workshop([8, 9, 10])
        let notices = try application.run(
            input: workshop.folder.path(input), output: workshop.folder.path("out/%03d.png"),
            sixteenBits: true)
        #expect(notices == [])
        let contents = try workshop.folder.contents
        #expect(
            contents.filter { $0.hasPrefix("out/") }
                == ["out/000.png", "out/001.png", "out/002.png"])
        for (index, number) in [8, 9, 10].enumerated() {
            let before = try workshop.frames("in/f\(number).png")[0]
            let after = try workshop.frames("out/00\(index).png")[0]
            #expect(largestDifference(before, after) < 0.01)
        }
    }

    @Test func `gaps are refused, held or left out`() throws {
        let (workshop, application) = try workshop([1, 2, 5])
        let input = workshop.folder.path("in")
        #expect(throws: FileError.self) {
            try application.run(input: input, output: workshop.folder.path("a%d.png"))
        }
        for (gaps, count) in [(SequenceGaps.hold, 5), (.skip, 3)] {
            _ = try application.run(
                input: input, output: workshop.folder.path("\(gaps)%d.png"), gaps: gaps)
            let names = try workshop.folder.contents.filter { $0.hasPrefix("\(gaps)") }
            #expect(names.count == count)
        }
        #expect(!(try workshop.folder.contents.contains { $0.hasPrefix("a0") }))
    }

    @Test func `a picture that is there is found before any is written`() throws {
        let (workshop, application) = try workshop([1, 2, 3])
        try workshop.folder.write([1], "o2.png")
        #expect(throws: FileError.exists(path: workshop.folder.path("o2.png"))) {
            try application.run(
                input: workshop.folder.path("in"), output: workshop.folder.path("o%d.png"))
        }
        #expect(try workshop.folder.contents.filter { $0.hasPrefix("o") } == ["o2.png"])
    }

    @Test func `the input's own pictures are never the output`() throws {
        let (workshop, application) = try workshop([0, 1])
        let input = workshop.folder.path("in")
        let output = workshop.folder.path("in/f%d.png")
        let before = try workshop.folder.read("in/f1.png")
        #expect(throws: RenderError.self) {
            try application.run(input: input, output: output, overwrite: true)
        }
        #expect(try workshop.folder.read("in/f1.png") == before)
        try workshop.identityPreset(input: "in", output: "[{path: in/f%d.png}]")
        #expect(throws: RenderError.self) { try workshop.plan { $0.overwrite = true } }
    }
}
