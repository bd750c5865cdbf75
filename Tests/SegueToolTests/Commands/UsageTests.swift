import Fixtures
import Testing

/// Command lines that are wrong: one line that says so, one that says where help is, code 64.
struct UsageTests {
    @Test(arguments: [
        (["render"], "Missing expected argument '<preset>'"),
        (["rendr"], "Unexpected argument 'rendr'"),
        (["render", "p.yaml", "q.yaml"], "Unexpected argument 'q.yaml'"),
        (["render", "p.yaml", "--xyzzy"], "Unknown option '--xyzzy'"),
        (["render", "p.yaml", "--workers"], "Missing value for '--workers <count>'"),
        (
            ["render", "p.yaml", "--scale", "big"],
            "The value 'big' is invalid for '--scale <factor>'"
        ),
        (
            ["render", "p.yaml", "--frames", "5-2"],
            "The value '5-2' is invalid for '--frames <A-B>': "
                + "expected A-B, such as 0-23, or one frame"
        ),
        (
            ["render", "p.yaml", "--progress", "fancy"],
            "The value 'fancy' is invalid for '--progress <style>'. "
                + "Please provide one of 'auto', 'lines', 'json' or 'none'."
        ),
        (["sheet", "p.yaml"], "Missing expected argument '--output <file>'"),
        (["sheet", "p.yaml", "-o", "s.png", "--count", "0"], "--count: 0, expected 1 to 1000"),
        (
            ["sheet", "p.yaml", "-o", "s.png", "--columns", "101"],
            "--columns: 101, expected 1 to 100"
        ),
        (
            ["sheet", "p.yaml", "-o", "s.png", "--tile-width", "8"],
            "--tile-width: 8, expected 16 to 4096"
        ),
        (["apply"], "Missing expected argument '--network <network> ...'"),
        (["inspect"], "Missing expected argument '<network> ...'"),
        (
            ["apply", "--network", "a", "-i", "p.png", "-o", "q.png", "--memory", "2"],
            "The value '2' is invalid for '--memory <size>': "
                + "expected a size such as 800M, 2G or 1.5GiB"
        ),
        (
            ["plan", "p.yaml", "--tile", "big"],
            "The value 'big' is invalid for '--tile <pixels>': "
                + "expected a number of pixels or none"
        ),
        (["bench", "--size", "64x48"], "Missing expected argument '--network <network> ...'"),
        (["bench", "--network", "a"], "Missing expected argument '--size <WxH>'"),
        (
            ["bench", "--network", "a", "--size", "640"],
            "The value '640' is invalid for '--size <WxH>': expected WxH, such as 640x360"
        ),
        (
            ["bench", "--network", "a", "--size", "4x4x4"],
            "The value '4x4x4' is invalid for '--size <WxH>': expected WxH, such as 640x360"
        ),
    ])
    func `the parser's messages`(arguments: [String], message: String) throws {
        let result = try Tool.segue.run(arguments)
        let command = arguments[0] == "rendr" ? "segue" : "segue \(arguments[0])"
        #expect(
            result.errors == """
                segue: error: \(message)
                  See '\(command) --help' for more information.

                """)
        #expect(result.output == "")
        #expect(result.code == 64)
    }

    @Test(arguments: [
        (
            ["render", "p.yaml", "--workers", "0"], "--workers: 0, expected 1 to 256"
        ),
        (["render", "p.yaml", "--threads", "257"], "--threads: 257, expected 1 to 256"),
        (
            ["render", "p.yaml", "--scale", "0"],
            "--scale: 0.0, expected a number above 0 and at most 8"
        ),
        (
            ["render", "p.yaml", "--scale", "nan"],
            "--scale: nan, expected a number above 0 and at most 8"
        ),
        (["render", "p.yaml", "--tolerance=-1"], "--tolerance: -1.0, expected 0 to 255 levels"),
        (["plan", "p.yaml", "--tolerance", "nan"], "--tolerance: nan, expected 0 to 255 levels"),
        (["render", "p.yaml", "--tolerance", "inf"], "--tolerance: inf, expected 0 to 255 levels"),
        (["render", "p.yaml", "--frames", "0-7"], "--frames: 0-7, expected A-B within 0-6"),
        (["plan", "p.yaml", "--frames", "7"], "--frames: 7-7, expected A-B within 0-6"),
        (
            ["render", "p.yaml", "-o", "out.avi"],
            "--output: output 'out.avi', expected a name in .mp4, .mov, .mxf, .mkv, .webm, .gif, .png, .tif, .tiff, .exr, .jpg, .jpeg, .webp, .apng or .y4m"
        ),
        (
            ["render", "p.yaml", "-o", "out"],
            "--output: output 'out', expected a name in .mp4, .mov, .mxf, .mkv, .webm, .gif, .png, .tif, .tiff, .exr, .jpg, .jpeg, .webp, .apng or .y4m"
        ),
        (
            ["render", "p.yaml", "-o", "out.png"],
            "--output: output 'out.png', expected one place for the frame's number such as %06d"
        ),
        (
            ["sheet", "p.yaml", "-o", "s.gif"],
            "s.gif: no known picture format, expected a name that ends in .png, .tif, .tiff, .exr, .jpg, .jpeg or .webp"
        ),
        (
            ["apply", "--network", "a.safetensors", "-i", "photo.png", "-o", "q.xcf"],
            "q.xcf: no known picture format, expected a name that ends in .png, .tif, .tiff, .exr, .jpg, .jpeg or .webp"
        ),
        (
            ["apply", "--network", "a=0.5", "--network", "b", "-i", "photo.png", "-o", "q.png"],
            "--network: 'b', expected NAME=WEIGHT if several are mixed"
        ),
        (
            ["apply", "--network", "a=0.5", "--network", "b=.2", "-i", "photo.png", "-o", "q.png"],
            "--network: weights with the sum 0.7, expected the sum 1 (divide each by 0.7)"
        ),
        (
            [
                "apply", "--network", "a=1.5", "--network", "b=-.5", "-i", "photo.png", "-o",
                "q.png",
            ],
            "--network: weight -0.5 of 'b', expected 0 to 1"
        ),
        (
            [
                "apply", "--network", "a=0.5", "--network", "a=0.5", "-i", "photo.png", "-o",
                "q.png",
            ],
            "--network: 'a' twice, expected each network once"
        ),
        (
            [
                "apply", "--network", "a.safetensors", "--io", "cmyk, 0..1", "-i", "photo.png",
                "-o", "q.png",
            ],
            "--io: unknown channel order 'cmyk' in 'cmyk, 0..1', expected rgb, bgr, gray or luma"
        ),
    ])
    func `our own messages`(arguments: [String], message: String) throws {
        let workshop = try Workshop()
        try workshop.preset()
        let before = try workshop.folder.contents
        let result = try Tool.segue.run(arguments, in: workshop.folder.path)
        #expect(result.errors == "segue: error: \(message)\n")
        #expect(result.output == "")
        #expect(result.code == 64)
        #expect(try workshop.folder.contents == before)
    }

    @Test func `a preset without input or output wants them on the command line`() throws {
        let workshop = try Workshop()
        try workshop.folder.write(
            """
            version: 1
            networks: {a: a.safetensors}
            timeline: {keys: [{at: 0s, mix: a}]}
            """.utf8, "bare.yaml")
        let noInput = try workshop.segue("render", "bare.yaml")
        #expect(
            noInput.errors == "segue: error: bare.yaml: no input, expected 'input:' in the preset "
                + "or --input\n")
        #expect(noInput.code == 64)
        let noOutput = try workshop.segue("render", "bare.yaml", "--input", "photo.png")
        #expect(
            noOutput.errors == "segue: error: bare.yaml: no output, expected 'output:' in the "
                + "preset or --output\n")
        #expect(noOutput.code == 64)
        let both = try workshop.segue("render", "bare.yaml", "-i", "photo.png", "-o", "one.gif")
        #expect(both.output == "one.gif\n")
        #expect(both.code == 0)
    }
}
