import Fixtures
import Foundation
import Testing
import Weights

/// `--memory` and `--tile` as a user meets them.
struct MemoryTests {
    @Test func `a picture that does not fit is refused in one line, with what to do`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let apply = try workshop.segue(
            "apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "q.png", "--memory",
            "1M")
        #expect(apply.code == 65)
        #expect(apply.output == "")
        #expect(
            apply.errors.wholeMatch(
                of:
                    /segue: error: photo.png: needs \d+ MB, limit 1 MB; expected a smaller picture or more --memory\n/
            ) != nil)
        for command in [["render"], ["plan"], ["sheet", "-o", "s.png"]] {
            let result = try Tool.segue.run(
                [command[0], "p.yaml"] + command.dropFirst() + ["--memory", "1MB"],
                in: workshop.folder.path)
            #expect(result.code == 65)
            #expect(
                result.errors.wholeMatch(
                    of:
                        /segue: error: photo.png: needs \d+ MB, limit 1 MB; expected a smaller --scale or more --memory\n/
                ) != nil)
        }
        #expect(!(try workshop.folder.contents.contains("out.gif")))
    }

    @Test func `more workers than fit are refused, and fewer are the remedy`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue(
            "render", "p.yaml", "--workers", "2", "--memory", "1M")
        #expect(result.code == 65)
        #expect(
            result.errors.hasSuffix(
                "expected fewer --workers, a smaller --scale or more --memory\n"))
    }

    @Test func `tiles give the same bytes`() throws {
        let workshop = try Workshop()
        try TinyNetwork.make(seed: 1, layers: TinyNetwork.denoiser)
            .writeSafetensors(to: workshop.folder.path("local.safetensors"))
        let files = try ["none", "36", "47"].map { tile in
            let result = try workshop.segue(
                "apply", "--network", "local.safetensors", "-i", "photo.png", "-o", "\(tile).png",
                "--tile", tile)
            #expect(result.errors == "")
            #expect(result.code == 0)
            return try workshop.folder.read("\(tile).png")
        }
        #expect(files[1] == files[0])
        #expect(files[2] == files[0])
    }

    @Test func `plan says how a picture is cut`() throws {
        let workshop = try Workshop()
        try TinyNetwork.make(seed: 1, layers: TinyNetwork.denoiser)
            .writeSafetensors(to: workshop.folder.path("local.safetensors"))
        try workshop.preset(
            networks: "{a: local.safetensors}", timeline: "{fps: 12, keys: [{at: 0s, mix: a}]}")
        let result = try workshop.segue("plan", "p.yaml", "--tile", "40")
        // 48×32 in tiles of 40: 12 pixels are lost at each side within the picture, and two of 36 columns
        // meet at 24.
        #expect(
            result.output.contains(
                /\ntiles {7}2 per image, sides of at most 36 pixels; their overlap costs 50 % more\n/
            ))
    }

    @Test func `tiles that cannot be are wrong usage`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue("render", "p.yaml", "--tile", "64")
        #expect(result.code == 64)
        #expect(
            result.errors
                == "segue: error: --tile: 64, expected none, as TransformerNet sees the whole picture\n"
        )
    }

    @Test func `threads out of range are refused where there is one picture, too`() throws {
        let workshop = try Workshop()
        let result = try workshop.segue(
            "apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "q.png", "--threads",
            "0")
        #expect(result.code == 64)
        #expect(result.errors == "segue: error: --threads: 0, expected 1 to 256\n")
    }
}
