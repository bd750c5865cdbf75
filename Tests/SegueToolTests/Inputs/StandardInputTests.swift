import Fixtures
import Foundation
import Imaging
import Media
import Testing

/// Videos and images that come from standard input.
struct StandardInputTests {
    /// A workshop with a preset that has no input, and a lossless film of 9 frames.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"f_%02d.png\"}]")
        let frames = try (0..<9).map { index in
            try Workshop.picture(width: 48, height: 32, blue: Float(index) / 9)
        }
        try workshop.folder.write(Self.y4m(frames), "film.y4m")
        return workshop
    }

    /// YUV4MPEG2 of 12 frames a second, 4:4:4, of the frames' planes as they are (y4m(5)).
    private static func y4m(_ frames: [Image]) throws -> [UInt8] {
        var bytes = Array("YUV4MPEG2 W48 H32 F12:1 Ip A1:1 C444\n".utf8)
        for frame in frames {
            bytes += Array("FRAME\n".utf8) + frame.samples.map { UInt8(16 + $0 * 219) }
        }
        return bytes
    }

    private func run(_ script: String, in workshop: Workshop) throws -> Program.Result {
        try Program(path: "/bin/sh").run(
            ["-c", script], in: workshop.folder.path, ["SEGUE": Tool.segue.path])
    }

    @Test(arguments: [
        "cat film.y4m | $SEGUE render p.yaml -i - -o piped.y4m",
        "$SEGUE render p.yaml -i - -o piped.y4m < film.y4m",
        "(head -c 5000 film.y4m; sleep 0.2; tail -c +5001 film.y4m) "
            + "| $SEGUE render p.yaml -i - -o piped.y4m",
    ])
    func `a film from a pipe gives the frames of the file`(script: String) throws {
        let workshop = try workshop()
        let direct = try workshop.segue("render", "p.yaml", "-i", "film.y4m", "-o", "direct.y4m")
        #expect(direct.code == 0, "\(direct.errors)")
        let piped = try run(script, in: workshop)
        #expect(piped.code == 0, "\(piped.errors)")
        let bytes = try workshop.folder.read("direct.y4m")
        // Nine frames of at least 1.5 bytes a pixel.
        #expect(bytes.count > 9 * 48 * 32 * 3 / 2)
        #expect(try workshop.folder.read("piped.y4m") == bytes)
    }

    @Test func `a preset may name it, plan and apply read it too`() throws {
        let workshop = try workshop()
        try workshop.preset(input: "\"-\"", output: "[{path: \"f_%02d.png\"}]")
        let plan = try run("cat film.y4m | $SEGUE plan p.yaml --json", in: workshop)
        #expect(plan.code == 0, "\(plan.errors)")
        #expect(plan.output.contains("\"frames\": 9"))
        let apply = try run(
            "cat photo.png | $SEGUE apply --network a.safetensors -i - -o one.png && "
                + "$SEGUE apply --network a.safetensors -i photo.png -o two.png",
            in: workshop)
        #expect(apply.code == 0, "\(apply.errors)")
        #expect(try workshop.folder.read("one.png") == workshop.folder.read("two.png"))
    }

    @Test(arguments: [
        ("true | $SEGUE render p.yaml -i -", "-: an empty file, expected a picture or film", 65),
        ("$SEGUE render p.yaml -i - <&-", "-: an empty file, expected a picture or film", 65),
        ("echo x | $SEGUE render p.yaml -i -", "-: nothing that is known as a picture", 65),
        (
            "cat film.y4m | $SEGUE farm commands p.yaml -i -",
            "--input: standard input, expected a file that every machine can open", 64
        ),
    ])
    func `what cannot be read is an error`(script: String, message: String, code: Int32) throws {
        let result = try run(script, in: try workshop())
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.code == code)
    }

    @Test func `nothing is left in the folder for temporary files`() throws {
        let workshop = try workshop()
        let temporary = try TemporaryFolder()
        let result = try run(
            "cat film.y4m | TMPDIR=\(temporary.path) $SEGUE render p.yaml -i -", in: workshop)
        #expect(result.code == 0, "\(result.errors)")
        #expect(try temporary.contents == [])
    }
}
