import Fixtures
import Imaging
import Media
import Testing
import Weights

/// Whose statistics batch normalisations use, as a user says and sees it.
struct NormTests {
    @Test func `inspect shows whose statistics are used, and why`() throws {
        let workshop = try workshop()
        let cases: [([String], String)] = [
            ([], "picture: the picture's statistics, as its authors' test program does"),
            (
                ["--norm", "stored"],
                "stored: those of training, stated by the preset or the command line"
            ),
        ]
        for (arguments, shown) in cases {
            let result = try run(workshop, ["inspect", "g.safetensors"] + arguments)
            #expect(norm(result.output) == shown)
        }
        let plain = try workshop.segue("inspect", "a.safetensors")
        #expect(norm(plain.output) == nil)
    }

    @Test func `--norm chooses, and is refused where nothing is normalised so`() throws {
        let workshop = try workshop()
        let pictures = try [[], ["--norm", "picture"], ["--norm", "stored"]].map {
            let apply = ["apply", "--network", "g.safetensors", "-i", "photo.png", "--overwrite"]
            let result = try run(workshop, apply + ["-o", "o.png"] + $0)
            #expect(result.code == 0)
            return try workshop.folder.read("o.png")
        }
        #expect(pictures[0] == pictures[1])
        #expect(pictures[0] != pictures[2])
        let none = try workshop.segue("inspect", "a.safetensors", "--norm", "picture")
        #expect(none.code == 65)
        #expect(
            none.errors
                == "segue: error: a.safetensors: norm picture, expected none, as TransformerNet "
                + "has no batch normalisation\n")
        let unknown = try workshop.segue("inspect", "g.safetensors", "--norm", "batch")
        #expect(unknown.code == 64)
    }

    @Test func `a preset's norm renders what --norm applies`() throws {
        let workshop = try workshop()
        var frames: [[Float]] = []
        for norm in ["picture", "stored"] {
            try workshop.preset(
                networks: "{g: {file: g.safetensors, norm: \(norm)}}",
                timeline: "{fps: 12, keys: [{at: 0s, mix: g}]}",
                output: "[{path: \"\(norm).%d.png\", depth: 16}]")
            #expect(try workshop.segue("render", "p.yaml").code == 0)
            let applied = try workshop.segue(
                "apply", "--network", "g.safetensors", "--norm", norm, "--depth", "16", "-i",
                "photo.png", "-o", "applied.png", "--overwrite")
            #expect(applied.code == 0)
            let frame = try samples(workshop, "\(norm).0.png")
            #expect(try frame == samples(workshop, "applied.png"))
            frames.append(frame)
        }
        #expect(frames[0] != frames[1])
    }

    @Test func `a baked network keeps it`() throws {
        let workshop = try workshop()
        for norm in ["picture", "stored"] {
            let result = try workshop.segue(
                "blend", "--network", "g.safetensors=0.5", "--network", "h.safetensors=0.5",
                "--norm", norm, "--allow-unrelated", "-o", "\(norm).safetensors")
            #expect(result.code == 0)
            let shown = try workshop.segue("inspect", "\(norm).safetensors").output
            #expect(self.norm(shown)?.hasPrefix("\(norm): ") == true)
            #expect(self.norm(shown)?.hasSuffix("stated by the file's metadata") == true)
        }
    }

    private func samples(_ workshop: Workshop, _ picture: String) throws -> [Float] {
        let source = try MediaInput.open(path: workshop.folder.path(picture))
        return try #require(try source.next()).image.samples
    }

    private func run(_ workshop: Workshop, _ arguments: [String]) throws -> Program.Result {
        try Tool.segue.run(arguments, in: workshop.folder.path)
    }

    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        for (seed, name) in [(1, "g"), (2, "h")] {
            try TinyNetwork.make(seed: UInt64(seed), layers: TinyNetwork.generator)
                .writeSafetensors(to: workshop.folder.path("\(name).safetensors"))
        }
        return workshop
    }

    /// What `inspect` shows; nil where it shows nothing of that kind.
    private func norm(_ text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix("norm ") }.map {
            String($0.dropFirst(4).drop { $0 == " " })
        }
    }
}
