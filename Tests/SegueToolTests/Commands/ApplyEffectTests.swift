import Fixtures
import Foundation
import Imaging
import Media
import Testing

/// `apply` where a mask and an opacity say how much of the result shows.
struct ApplyEffectTests {
    private static func images(_ workshop: Workshop, _ name: String) throws -> [Image] {
        let source = try MediaInput.open(path: workshop.folder.path(name))
        var images: [Image] = []
        while let frame = try source.next() { images.append(frame.image) }
        return images
    }

    private func applied(_ workshop: Workshop, _ options: String...) throws -> Image {
        let result = try Tool.segue.run(
            [
                "apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "out.png",
                "--depth", "16",
            ]
                + options + ["--overwrite"], in: workshop.folder.path)
        #expect(result.code == 0, "\(result.errors)")
        return try Self.images(workshop, "out.png")[0]
    }

    /// Whether a result is below + m (above − below), where nothing of it is clipped.
    private func expect(
        _ found: Image, _ below: Image, _ above: Image, _ share: (_ x: Int, _ y: Int) -> Float,
        _ place: SourceLocation = #_sourceLocation
    ) {
        for index in found.samples.indices {
            let (a, b) = (below.samples[index], above.samples[index])
            guard b > 0, b < 1 else { continue }
            let m = share(index % 48, index % found.planeCount / 48)
            #expect(
                abs(found.samples[index] - (a + m * (b - a))) < 3 / 65_535, sourceLocation: place)
        }
    }

    @Test func `the result shows over the input as far as mask and opacity say`() throws {
        let workshop = try Workshop()
        let (input, whole) = (try Self.images(workshop, "photo.png")[0], try applied(workshop))
        #expect(try applied(workshop, "--opacity", "1") == whole)
        #expect(try applied(workshop, "--opacity", "0") == input)
        expect(try applied(workshop, "--opacity", "0.25"), input, whole) { _, _ in 0.25 }
        expect(try applied(workshop, "--mask", "linear:0,0,1,0"), input, whole) { x, _ in
            (Float(x) + 0.5) / 48
        }
        expect(
            try applied(workshop, "--mask", "linear:0,0,0,1", "--invert", "--opacity", "0.5"),
            input,
            whole
        ) { _, y in 0.5 * (1 - (Float(y) + 0.5) / 32) }
        let plane: [Float] = (0..<48 * 32).map { $0 % 48 >= 20 ? 1 : 0 }
        try PNGFile.write(
            Image(width: 48, height: 32, samples: plane + plane + plane),
            to: workshop.folder.path("mask.png"))
        expect(try applied(workshop, "--mask", "mask.png"), input, whole) { x, _ in x >= 20 ? 1 : 0
        }
        // Feathered by σ = 0.05 × 48 pixels, an edge's middle is half; ten pixels away nothing has changed.
        let soft = try applied(workshop, "--mask", "mask.png", "--feather", "0.05")
        for index in soft.samples.indices where index % 48 < 10 {
            #expect(soft.samples[index] == input.samples[index])
        }
        #expect(soft != (try applied(workshop, "--mask", "mask.png")))
    }

    @Test func `every image of a sequence is masked`() throws {
        let workshop = try Workshop()
        for (number, blue) in [Float(0.2), 0.8].enumerated() {
            try PNGFile.write(
                Workshop.picture(width: 48, height: 32, blue: blue),
                to: workshop.folder.path("in_\(number).png"))
        }
        func apply(_ output: String, _ options: String...) throws -> [Image] {
            let result = try Tool.segue.run(
                [
                    "apply", "--network", "a.safetensors", "-i", "in_%d.png", "-o", output,
                    "--depth", "16",
                ]
                    + options, in: workshop.folder.path)
            #expect(result.code == 0, "\(result.errors)")
            return try Self.images(workshop, output)
        }
        let (inputs, whole) = (try Self.images(workshop, "in_%d.png"), try apply("whole_%d.png"))
        let found = try apply("found_%d.png", "--mask", "luma:0.6,1,0")
        #expect(found.count == 2)
        for frame in 0..<2 {
            let samples = inputs[frame].samples
            expect(found[frame], inputs[frame], whole[frame]) { x, y in
                let k = 48 * y + x
                let luma =
                    0.2126 * samples[k] + 0.7152 * samples[48 * 32 + k]
                    + 0.0722 * samples[2 * 48 * 32 + k]
                return luma >= 0.6 ? 1 : 0
            }
        }
    }

    @Test(arguments: [
        (["--feather", "0.1"], "--feather: no --mask, expected a mask beside it"),
        (["--invert"], "--invert: no --mask, expected a mask beside it"),
        (["--opacity", "2"], "--opacity: 2.0, expected a number from 0 to 1"),
        (
            ["--mask", "luma:0,1", "--feather", "0.3"],
            "--feather: 0.3, expected a number from 0 to 0.25"
        ),
        (
            ["--mask", "radial:1,2"],
            "--mask: 'radial:1,2', expected one such as linear:0,0,0,1, radial:0.5,0.5,0.3 or luma:0.6,1"
        ),
        (
            ["--mask", "none.png"],
            "none.png: no such file, expected a picture or film that can be read"
        ),
    ])
    func `what cannot be is one line`(options: [String], message: String) throws {
        let workshop = try Workshop()
        let result = try Tool.segue.run(
            ["apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "out.png"] + options,
            in: workshop.folder.path)
        #expect(result.errors == "segue: error: \(message)\n")
        #expect(result.code != 0)
    }

    @Test func `a mask that moves is for presets`() throws {
        let workshop = try Workshop()
        for number in 0..<2 {
            try workshop.folder.write(workshop.folder.read("photo.png"), "m_\(number).png")
        }
        let result = try workshop.segue(
            "apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "out.png", "--mask",
            "m_%d.png")
        #expect(
            result.errors == "segue: error: m_%d.png: a mask that moves, expected an image"
                + " (a preset takes films)\n")
        #expect(result.code == 65)
    }
}
