import Fixtures
import Foundation
import Testing

/// `bench`: its numbers and its words.
struct BenchTests {
    @Test func `JSON has the three numbers first, and plausible ones`() throws {
        let result = try bench(try Workshop(), "--frames", "4", "--workers", "2", "--json")
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(keys(of: result) == Self.keys)
        let document = try document(result)
        let seconds = try #require(document["seconds_per_frame"] as? Double)
        let share = try #require(document["interpolation_share"] as? Double)
        let peak = try #require(document["peak_memory_bytes"] as? Int)
        #expect(seconds > 0)
        #expect((0...1).contains(share))
        #expect(peak > 1_000_000)
        #expect(document["frames"] as? Int == 4)
        #expect(document["workers"] as? Int == 2)
        #expect(document["threads"] as? Int == 1)
        #expect(document["width"] as? Int == 40 && document["height"] as? Int == 32)
        #expect(document["still"] as? Bool == false)
    }

    @Test func `layers in JSON sum up to a worker's frame`() throws {
        let result = try bench(
            try Workshop(), "--frames", "3", "--workers", "1", "--still", "--layers", "--json")
        #expect(result.code == 0)
        #expect(keys(of: result) == Self.keys + ["core_peak", "layers", "kinds"])
        let document = try document(result)
        #expect(document["still"] as? Bool == true)
        let frame = try #require(document["worker_seconds_per_frame"] as? Double)
        for key in ["layers", "kinds"] {
            let parts = try #require(document[key] as? [[String: Any]])
            let milliseconds = parts.compactMap { $0["milliseconds"] as? Double }
            #expect(milliseconds.count == parts.count)
            #expect(abs(milliseconds.reduce(0, +) - 1000 * frame) < 1e-6)
            let shares = parts.compactMap { $0["share"] as? Double }
            #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
        }
        let layers = try #require(document["layers"] as? [[String: Any]])
        #expect(
            layers[0].keys.sorted() == [
                "kernel", "kind", "milliseconds", "multiply_accumulates", "name",
                "operations_per_second", "peak_share", "share",
            ])
        // The formula of the first convolution: 9 · 9 taps, 3 → 4 channels, 40 · 32 pixels.
        let first = layers.first { $0["name"] as? String == "9×9 convolution 3→4, 40×32" }
        #expect(first?["multiply_accumulates"] as? Int == 81 * 3 * 4 * 40 * 32)
    }

    @Test func `text has a line for every number, and with layers one for every step`() throws {
        let workshop = try Workshop()
        let short = try bench(workshop, "--frames", "1")
        #expect(short.code == 0)
        let lines = short.output.split(separator: "\n").map(String.init)
        #expect(
            lines.first == "frames             1 of 40×32, an image each, 1 worker of 1 thread, f32"
        )
        #expect(
            lines.map { String($0.prefix(19)) } == [
                "frames             ", "seconds per frame  ", "interpolation      ",
                "peak memory        ", "operations         ",
            ])
        let long = try bench(workshop, "--frames", "1", "--layers")
        #expect(long.code == 0)
        for text in [
            "one worker's frame", "\ninterpolation, 2 networks of ",
            "\n9×9 convolution 3→4, 40×32 ", "\npictures in and out ", "\nall ",
            "\n3×3 convolution, stride 2 ", "\nthe peak of one core ",
        ] {
            #expect(long.output.contains(text), "\(text)")
        }
    }

    @Test(arguments: [
        (
            ["--network", "a.safetensors", "--size", "40x32"],
            "--network: 1 network, expected two or more"
        ),
        (
            ["--network", "a.safetensors", "--network", "a.safetensors", "--size", "40x32"],
            "--network: 'a.safetensors' twice, expected each network once"
        ),
        (
            ["--network", "a.safetensors", "--network", "b.safetensors", "--size", "0x32"],
            "--size: 0x32, expected sides of 1 to 65536 and some 89 million pixels at most"
        ),
        (
            [
                "--network", "a.safetensors", "--network", "b.safetensors", "--size", "4x4",
                "--frames", "0",
            ], "--frames: 0, expected 1 to 100000"
        ),
    ])
    func `options that do not fit are named`(arguments: [String], message: String) throws {
        let workshop = try Workshop()
        let result = try Tool.segue.run(["bench"] + arguments, in: workshop.folder.path)
        #expect(result.errors == "segue: error: \(message)\n")
        #expect(result.output == "")
        #expect(result.code == 64)
    }

    @Test func `a picture too small for the network is an error of its size`() throws {
        let workshop = try Workshop()
        let result = try Tool.segue.run(
            ["bench"] + Self.networks + ["--size", "1x1"], in: workshop.folder.path)
        #expect(result.errorLines.count <= 1)
        #expect(result.code == 0 || result.errors.hasPrefix("segue: error: --size: 1×1 pixels "))
    }

    private static let keys = [
        "seconds_per_frame", "interpolation_share", "peak_memory_bytes", "frames", "width",
        "height", "still", "workers", "threads", "precision", "multiply_accumulates",
        "worker_seconds_per_frame",
    ]
    private static let networks = ["--network", "a.safetensors", "--network", "b.safetensors"]

    private func bench(_ workshop: Workshop, _ options: String...) throws -> Program.Result {
        try Tool.segue.run(
            ["bench"] + Self.networks + ["--size", "40x32"] + options, in: workshop.folder.path)
    }

    private func document(_ result: Program.Result) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(object as? [String: Any])
    }

    /// The outermost keys in the order they are written.
    private func keys(of result: Program.Result) -> [String] {
        result.output.split(separator: "\n").compactMap {
            ($0.wholeMatch(of: #/  "([a-z_]+)": .*/#)?.output.1).map(String.init)
        }
    }
}
