import Fixtures
import Foundation
import Imaging
import Media
import Testing
import Weights

/// Every command on small pictures: data on standard output, messages on standard error.
struct CommandTests {
    @Test func `render prints its outputs, and how long it took on standard error`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif}, {path: \"frames/f.%03d.png\"}]")
        let result = try workshop.segue("render", "p.yaml")
        #expect(result.code == 0)
        #expect(result.output == "out.gif\nframes/f.%03d.png\n")
        let lines = result.errorLines
        #expect(lines.first?.hasPrefix("1/7 frames  ") == true)
        #expect(lines.last?.wholeMatch(of: /7 frames, 7 inferences, \d+\.\d s/) != nil)
        #expect(
            try workshop.folder.contents.filter { $0.hasPrefix("frames/") }
                == (0...6).map { "frames/f.00\($0).png" })
        #expect(try workshop.folder.read("out.gif").prefix(6) == Data("GIF89a".utf8))
    }

    @Test func `render and plan say what a tolerance saves`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 24, keys: [{at: 0s, mix: a, hold: 1s}, {at: 5s, mix: b}]}")
        let plan = try workshop.segue("plan", "p.yaml", "--tolerance", "20")
        #expect(plan.output.contains("\ninferences  at most 97\n"))
        let result = try workshop.segue("render", "p.yaml", "--tolerance", "20")
        let line = try #require(result.errorLines.last)
        let match = try #require(
            line.wholeMatch(
                of:
                    /121 frames, (\d+) inferences, (\d+) interpolated within (\d+\.\d\d) levels, .* s/
            ))
        let (inferences, blended) = (try #require(Int(match.1)), try #require(Int(match.2)))
        #expect(inferences < 97)
        #expect(inferences + blended == 97)
        #expect(try #require(Double(match.3)) <= 20)
        let exact = try workshop.segue("render", "p.yaml", "--tolerance", "0", "--overwrite")
        #expect(exact.errorLines.last?.hasPrefix("121 frames, 97 inferences, ") == true)
        #expect(exact.errorLines.last?.contains("blended") == false)
    }

    @Test func `missing folders of outputs are made`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue(
            "render", "p.yaml", "-o", "new/deep/out.mp4", "--frames", "0-1", "--progress", "none")
        #expect(result.code == 0)
        #expect(result.output == "new/deep/out.mp4\n")
        #expect(result.errors == "")
        #expect(try workshop.folder.contents.contains("new/deep/out.mp4"))
    }

    @Test func `paths of the command line count from the working folder, a preset's from it`()
        throws
    {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("presets")
        try workshop.preset(
            input: "../photo.png", networks: "{a: ../a.safetensors, b: ../b.safetensors}",
            name: "presets/p.yaml")
        let own = try workshop.segue("render", "presets/p.yaml", "--frames", "0")
        #expect(own.output == "presets/out.gif\n")
        let chosen = try workshop.segue(
            "render", "presets/p.yaml", "--frames", "0", "-i", "photo.png", "-o", "here.gif")
        #expect(chosen.output == "here.gif\n")
        #expect(try workshop.folder.contents.contains("here.gif"))
    }

    @Test func `plan counts what a render will do`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: """
                {fps: 24, keys: [{at: 0s, mix: a, hold: 0.5s}, {at: 1s, mix: b}]}
                """, output: "[{path: out.mp4, width: 24}]")
        let result = try workshop.segue("plan", "p.yaml", "--workers", "2", "--threads", "1")
        #expect(result.code == 0)
        #expect(result.errors == "")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(
            lines.filter { line in
                !["operations", "memory", "workers", "time", "disk", "hash"].contains {
                    line.hasPrefix($0)
                }
            } == [
                "input       photo.png, 48×32",
                "networks    a, b",
                "structure   TransformerNet",
                // A hold of half a second is frames 0 to 12, one inference.
                "frames      25",
                "inferences  13",
                "frame rate  24",
                "length      1.042 s",
                "size        48×32",
                "segments    none for a render of under 20 trillion multiply-adds, unless --keep is "
                    + "given",
                "output      out.mp4, 24×16, about 0 MB",
            ])
        let hash = try #require(lines.last)
        #expect(hash.wholeMatch(of: /hash {8}[0-9a-f]{64}/) != nil)
        let memory = try #require(lines.first { $0.hasPrefix("memory") })
        #expect(
            memory.wholeMatch(
                of: /memory {6}\d+ MB for networks, buffers, images and outputs/) != nil)
        let time = try #require(lines.first { $0.hasPrefix("time") })
        #expect(time.wholeMatch(of: /time {8}about [\d.]+ s, estimated from \d+ frames/) != nil)
        let disk = try #require(lines.first { $0.hasPrefix("disk") })
        #expect(disk.wholeMatch(of: /disk {8}\.: about 0 MB; [\d.]+ [GT]B free/) != nil)
        let workers = try #require(lines.first { $0.hasPrefix("workers") })
        #expect(
            workers.wholeMatch(
                of: /workers {5}2 of 1 thread: \d+ cores?; each needs \d+ MB of [\d.]+ [GM]B/)
                != nil)
        let part = try workshop.segue("plan", "p.yaml", "--frames", "3-10", "--scale", "0.5")
        #expect(part.output.contains("frames      8, 3-10 of 0-24\n"))
        #expect(part.output.contains("size        24×16\n"))
    }

    @Test func `sheet writes one picture and prints its path`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        let result = try workshop.segue(
            "sheet", "p.yaml", "-o", "sheet.png", "--tile-width", "48", "--count", "5",
            "--progress", "none")
        #expect(result.code == 0)
        #expect(result.output == "sheet.png\n")
        #expect(result.errors == "")
        let image = try PNGFile.read(workshop.folder.path("sheet.png")).image
        #expect(image.width == 3 * (48 + 12) + 12)
        #expect(image.height == 2 * (32 + 7 + 24) + 12)
        #expect(!(try workshop.folder.contents.contains("out.gif")))
    }

    @Test func `apply runs one picture through a network and through a mixture`() throws {
        let workshop = try Workshop()
        let one = try workshop.segue(
            "apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "one.png",
            "--depth", "16")
        #expect(one.code == 0)
        #expect(one.output == "one.png\n")
        #expect(one.errors == "")
        let half = try workshop.segue(
            "apply", "--network", "a.safetensors=0.5", "--network", "b.safetensors=0.5", "-i",
            "photo.png", "-o", "half.png")
        #expect(half.code == 0)
        let first = try PNGFile.read(workshop.folder.path("one.png")).image
        let second = try PNGFile.read(workshop.folder.path("half.png")).image
        #expect(first.width == 48 && first.height == 32 && second.width == 48)
        #expect(first != second)
        // Bit depth is the ninth byte of IHDR's content (PNG specification, 11.2.2).
        #expect(try workshop.folder.read("one.png")[24] == 16)
        #expect(try workshop.folder.read("half.png")[24] == 8)
    }

    @Test func `blend says what a file of weights lacks, and an ONNX file keeps it`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(), "i.onnx")
        let weights = try workshop.segue("blend", "--network", "i.onnx", "-o", "w.safetensors")
        #expect(weights.code == 0)
        #expect(weights.output == "w.safetensors\n")
        #expect(
            weights.errors == "segue: note: w.safetensors: has the weights alone; "
                + "what computes with them stays in i.onnx\n")
        let whole = try workshop.segue("blend", "--network", "i.onnx", "-o", "w.onnx")
        #expect(whole.errors == "")
        #expect(try workshop.segue("inspect", "w.onnx").code == 0)
        let known = try workshop.segue(
            "blend", "--network", "a.safetensors=0.5", "--network", "b.safetensors=0.5", "-o",
            "ab.safetensors")
        #expect(known.errors == "")
        let inspected = try workshop.segue("inspect", "ab.safetensors")
        #expect(inspected.output.contains(" TransformerNet\n"))
    }

    @Test func `inspect says what a network is`() throws {
        let workshop = try Workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("c.safetensors"), seed: 3,
            metadata: ["input": "bgr, -1..1", "title": "two\nlines\u{1B}[31m"])
        try workshop.folder.write(TinyONNX.identity(), "i.onnx")
        let result = try workshop.segue("inspect", "a.safetensors", "c.safetensors", "i.onnx")
        #expect(result.code == 0)
        #expect(result.errors == "")
        let parts = result.output.components(separatedBy: "\n\n")
        let parameters = TinyNetwork.make(seed: 1).tensors.values.reduce(0) { $0 + $1.elementCount }
        #expect(parts.count == 3)
        let first = parts[0].split(separator: "\n").map(String.init)
        #expect(first.first == "network     a.safetensors")
        #expect(first.contains("structure   TransformerNet"))
        #expect(first.contains("parameters  \(parameters) in 30 tensors"))
        #expect(first.contains("colours     RGB 0…255, usual for the architecture"))
        #expect(first.contains("scale       ×1"))
        #expect(first.contains("sides       multiples of 4; others are padded and cropped"))
        #expect(parts[1].contains("BGR -1…1, stated by the file's metadata"))
        #expect(parts[1].contains("meta title  two\\u{a}lines\\u{1b}[31m"))
        #expect(parts[2].contains("structure   ONNX graph"))
        #expect(parts[2].contains("colours     RGB 0…1, assumed, the file states none"))
        #expect(parts[2].contains("sides       any"))
    }

    @Test func `networks and presets are listed one a line`() throws {
        let workshop = try Workshop()
        try workshop.folder.makeFolder("nets/tiny")
        try TinyNetwork.write(
            to: workshop.folder.path("nets/tiny/zebra.safetensors"), seed: 1,
            metadata: ["description": "stripes", "parent": "horse"])
        let parameters = TinyNetwork.make(seed: 1).tensors.values.reduce(0) { $0 + $1.elementCount }
        let networks = try workshop.segue(
            "networks", environment: ["SEGUE_NETWORKS": workshop.folder.path("nets")])
        #expect(networks.code == 0)
        #expect(networks.errors == "")
        let lines = networks.output.split(separator: "\n").map(String.init)
        // Outputs × inputs × kernel, each layer at its share of the picture: 4·3·81 + (6·4·9)/4
        // + (8·6·9 + 2·8·8·9)/16 + (6·8·9)/4 + 4·6·9 + 3·4·81.
        let line =
            "builtin:zebra\ttiny\tfrom horse\t\(parameters) parameters\t2421 multiply-adds per pixel\t"
            + "stripes"
        #expect(lines.contains(line))
    }

    @Test func `the shipped presets are found from a build folder`() throws {
        let presets = try Workshop().segue("presets", environment: ["SEGUE_PRESETS": ""])
        #expect(presets.code == 0)
        #expect(presets.output.contains("/Presets/painters.yaml\n"))
    }

    @Test func `a film's first picture is applied to, and that is said`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        _ = try workshop.segue("render", "p.yaml", "-o", "film.mp4", "--frames", "0-2")
        let result = try workshop.segue(
            "apply", "--network", "a.safetensors", "-i", "film.mp4", "-o", "first.png")
        #expect(result.code == 0)
        #expect(
            result.errors
                == "segue: note: film.mp4: a film, of which only the first picture is taken\n")
    }

    @Test func `a film is planned, rendered and laid out on a sheet`() throws {
        let workshop = try Workshop()
        try workshop.preset()
        _ = try workshop.segue("render", "p.yaml", "-o", "film.mp4")
        try workshop.preset(
            input: "film.mp4", timeline: "{keys: [{at: 0%, mix: a}, {at: 100%, mix: b}]}")
        let plan = try workshop.segue("plan", "p.yaml")
        #expect(plan.output.contains("input       film.mp4, 48×32, 12 frames per second\n"))
        #expect(plan.output.contains("frames      7\ninferences  7\nframe rate  12\n"))
        let sheet = try workshop.segue("sheet", "p.yaml", "-o", "s.png", "--tile-width", "48")
        #expect(sheet.code == 0)
        let render = try workshop.segue("render", "p.yaml")
        #expect(render.output == "out.gif\n")
    }
}
