import Fixtures
import Foundation
import Media
import Testing

/// Network files as people have them: what training programs and downloads leave, each with what is
/// taken out of it or the one line that is said (Fixtures/make.py made those of torch and of ONNX).
struct NetworkFileTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: fixtures.appending(path: name)))
    }

    /// A workshop that also has these of the fixtures.
    private func workshop(_ names: String...) throws -> Workshop {
        let workshop = try Workshop()
        for name in names { try workshop.folder.write(Self.bytes(name), name) }
        return workshop
    }

    /// The picture that a network makes, and what is said beside it.
    private func applied(
        _ network: String, in workshop: Workshop, picture: String = "photo.png"
    ) throws -> (picture: Data, errors: String) {
        let result = try workshop.segue(
            "apply", "--network", network, "-i", picture, "-o", "result.png", "--depth", "16",
            "--overwrite")
        #expect(result.code == 0, "\(network): \(result.errors)")
        return (try workshop.folder.read("result.png"), result.errors)
    }

    @Test(
        "a network inside other things is found, and what was taken is said",
        arguments: [
            ("gan.pth", ["took 'g' of 'd', 'g', 'optimizer', 'epoch'"]),
            (
                "lightning.pth",
                [
                    "took 'state_dict' of 'state_dict', 'epoch', 'optimizer_states', 'callbacks', "
                        + "'pytorch-lightning_version'",
                    "took the prefix 'net_g.' off 8 names, left 10 others",
                ]
            ),
            (
                "compiled.pth",
                [
                    "took 'params'", "took '_orig_mod.' out of 8 names",
                    "took the prefix 'module.' off 8 names",
                ]
            ),
            ("inside.pth", ["took '_orig_mod.' out of 8 names"]),
            ("wrapped.pth", ["took the prefix 'model.netG.' off 8 names"]),
            ("deflated.pth", []), ("legacy.pth", []),
        ])
    func taken(file: String, notices: [String]) throws {
        let workshop = try workshop("a.safetensors", file)
        let found = try applied(file, in: workshop)
        #expect(found.errors == notices.map { "segue: note: \(file): \($0)\n" }.joined())
        #expect(found.picture == (try applied("a.safetensors", in: workshop)).picture)
    }

    @Test("of several networks a name chooses one, also in a preset")
    func named() throws {
        let workshop = try workshop("a.safetensors", "b.safetensors", "pair.pth", "two.pth")
        for (file, a, b) in [("pair.pth", "netG_A", "netG_B"), ("two.pth", "first", "second")] {
            for (name, other) in [(a, "a.safetensors"), (b, "b.safetensors")] {
                let found = try applied("\(file)#\(name)", in: workshop)
                #expect(found.picture == (try applied(other, in: workshop)).picture)
            }
        }
        try workshop.preset()
        let render = ["render", "p.yaml", "--allow-unrelated", "-o", "out.y4m", "--overwrite"]
        #expect(try Tool.segue.run(render, in: workshop.folder.path).code == 0)
        let film = try workshop.folder.read("out.y4m")
        try workshop.preset(networks: "{a: pair.pth#netG_A, b: 'pair.pth#netG_B'}")
        #expect(try Tool.segue.run(render, in: workshop.folder.path).code == 0)
        #expect(try workshop.folder.read("out.y4m") == film)
        let inspected = try workshop.segue("inspect", "pair.pth#netG_B")
        #expect(inspected.output.contains("SRVGGNetCompact"))
        let compared = try workshop.segue("compare", "pair.pth#netG_A", "a.safetensors")
        #expect(compared.code == 0)
    }

    @Test("a file that is really called FILE#NAME is opened")
    func literal() throws {
        let workshop = try workshop("a.safetensors", "b.safetensors", "pair.pth")
        try workshop.folder.write(Self.bytes("a.safetensors"), "pair.pth#netG_B")
        let found = try applied("pair.pth#netG_B", in: workshop)
        #expect(found.picture == (try applied("a.safetensors", in: workshop)).picture)
    }

    @Test("an input that is fixed to a size is no limit where nothing else is")
    func fixed() throws {
        let workshop = try workshop("fixed-free.onnx", "fixed-reshaped.onnx")
        try PNGFile.write(
            Workshop.picture(width: 32, height: 24), to: workshop.folder.path("small.png"))
        for file in ["fixed-free.onnx", "fixed-reshaped.onnx"] {
            #expect(try applied(file, in: workshop, picture: "small.png").errors == "")
        }
        #expect(try applied("fixed-free.onnx", in: workshop).errors == "")
        let free = try workshop.segue("inspect", "fixed-free.onnx")
        #expect(free.output.contains(/sides +any\n/))
        let fixed = try workshop.segue("inspect", "fixed-reshaped.onnx")
        #expect(fixed.output.contains(/sides +32×24 only, which is written into flatten\n/))
    }

    /// A path of one network.
    private static let still = "{duration: 1s, keys: [{at: 0s, mix: a}]}"

    /// Files, what is done with the first, and what is said.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let error: String
        let code: Int32
        /// What the command line names; the first file where nothing else is said.
        let network: String?
        let files: @Sendable () throws -> [(String, [UInt8])]

        /// One file; `FILE` stands for its name.
        init(
            _ name: String, _ file: String, _ error: String, code: Int32 = 65,
            _ bytes: @escaping @Sendable () throws -> [UInt8]
        ) {
            self.init(name, error.replacing("FILE", with: file), code: code) {
                [(file, try bytes())]
            }
        }

        init(
            _ name: String, _ error: String, code: Int32 = 65, network: String? = nil,
            files: @escaping @Sendable () throws -> [(String, [UInt8])]
        ) {
            (self.name, self.error, self.code) = (name, error, code)
            (self.network, self.files) = (network, files)
        }

        var testDescription: String { name }
    }

    @Test(arguments: riddles + cuts + integers + channels + choices)
    func `a file that is no network ends in its message`(item: Case) throws {
        let workshop = try Workshop()
        let files = try item.files()
        for (name, bytes) in files { try workshop.folder.write(bytes, name) }
        let name = item.network ?? files[0].0
        let result = try workshop.segue("inspect", name)
        #expect(result.errors == "segue: error: \(item.error)\n")
        #expect(result.output == "")
        #expect(result.code == item.code)
        print("| \(item.name) | \(item.code) | \(item.error) |")
        try workshop.preset(networks: "{a: \(name)}", timeline: Self.still)
        for command in [
            ["apply", "--network", name, "-i", "photo.png", "-o", "x.png"], ["render", "p.yaml"],
            ["plan", "p.yaml"],
            ["bench", "--network", name, "--network", "b.safetensors", "--size", "16x16"],
        ] {
            let result = try Tool.segue.run(command, in: workshop.folder.path)
            // What is missing without a look into the network's file is shown in the preset.
            let isLookedFor = item.code == 66 && name.hasSuffix(".param")
            let place = isLookedFor && command.contains("p.yaml") ? "p.yaml:3:15: " : ""
            #expect(
                result.errorLines.first == "segue: error: \(place)\(item.error)", "\(command)")
            if place == "" { #expect(result.errorLines.count == 1) }
            #expect(result.code == item.code)
        }
    }

    @Test(
        "a picture of another size than a graph has written into it is refused, and the size said",
        arguments: [
            ("reshaped", "flatten"), ("resized", "enlarge"), ("cropped", "crop"),
        ])
    func otherSize(file: String, node: String) throws {
        let name = "fixed-\(file).onnx"
        let workshop = try workshop(name)
        try workshop.preset(networks: "{a: \(name)}", timeline: Self.still)
        let error =
            "segue: error: \(name)[\(node)]: a picture of 48×32 pixels, expected 32×24, which is "
            + "written into the node; scale the picture, or export the network with dynamic axes\n"
        for command in [
            ["apply", "--network", name, "-i", "photo.png", "-o", "x.png"], ["render", "p.yaml"],
        ] {
            let result = try Tool.segue.run(command, in: workshop.folder.path)
            #expect(result.errors == error)
            #expect(result.code == 65)
        }
        print("| an input of another size | 65 | \(error.dropFirst(14).dropLast()) |")
    }

    @Test("a result that is not finite names file, layer and place")
    func notFinite() throws {
        let workshop = try Workshop()
        try workshop.folder.write(TinyONNX.identity(gain: .greatestFiniteMagnitude), "n.onnx")
        let result = try workshop.segue(
            "apply", "--network", "n.onnx", "--io", "rgb, 0..255", "-i", "photo.png", "-o", "x.png")
        // The first pixel above 1/255 of the first channel: 0.5/48 at column 0.
        let error =
            "n.onnx[conv]: inf at channel 0, row 0, column 0 in the layer's result, expected finite "
            + "numbers; the network's weights or its declared range (io) are wrong"
        #expect(result.errors == "segue: error: \(error)\n")
        #expect(result.code == 65)
        print("| a result that is not finite | 65 | \(error) |")
    }
}
