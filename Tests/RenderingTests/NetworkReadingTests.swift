import Files
import Fixtures
import Foundation
import Imaging
import Inference
import Networks
import Presets
import RenderFixtures
import Testing
import Weights

@testable import Rendering

struct NetworkReadingTests {
    @Test(arguments: ["monet", "painters/monet", "/none/monet", "mnt", "Monet"])
    func `a path that names a network that ships leads to it`(path: String) {
        let error = #expect(throws: FileError.self) {
            try Network.read(NetworkReference(path))
        }
        #expect(
            error?.description
                == "\(path): no such file, expected a network file "
                + "(did you mean 'builtin:monet'?)")
        let fault = NetworkReference(path).fault
        #expect(fault == .missingFile(error?.description ?? ""))
    }

    @Test func `a network that ships is called builtin:NAME`() throws {
        let network = try Network.read(.builtin("monet"))
        #expect(network.file == "builtin:monet")
        #expect(NetworkReference.builtin("monet").fault == nil)
        let unknown = "no built-in network 'mont' (did you mean 'builtin:monet'?)"
        #expect(NetworkReference.builtin("mont").fault == .unknownName(unknown))
        let bytes = PixelConvention(order: .rgb, range: .bytes)
        let error = #expect(throws: InferenceError.self) {
            try NetworkFamily([
                ("a", network), ("b", try Network.read(.builtin("monet"), convention: bytes)),
            ])
        }
        #expect(
            error?.description
                == "builtin:monet: works in RGB 0…255, expected RGB 0…1 as builtin:monet")
    }

    @Test(arguments: ["none.safetensors", "monet.safetensors", "monet/mont", "x"])
    func `any other path is only missing`(path: String) {
        #expect(
            throws: FileError.missing(
                path: path, found: "no such file", expected: "a network file")
        ) {
            try Network.read(NetworkReference(path))
        }
    }

    /// Files that torch, ONNX and ONNX Runtime made for the tests of the tool.
    private static let files = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SegueToolTests/Fixtures")

    @Test(
        arguments: [
            "free.own", "free.other", "reshaped.own", "resized.own", "cropped.own",
        ])
    func `a network whose input is fixed to a size is ONNX Runtime's`(name: String) throws {
        let values = try Checkpoint(
            safetensorsFile: Self.files.appending(path: "fixed.safetensors").path)
        let input = try #require(values["\(name).x"])
        let expected = try #require(values["\(name).y"])
        let file = "fixed-\(name.prefix { $0 != "." }).onnx"
        let network = try Network.read(
            NetworkReference(Self.files.appending(path: file).path))
        let family = try NetworkFamily([(name: "n", network: network)])
        let (width, height) = (input.shape[3], input.shape[2])
        let picture = try Image(width: width, height: height, samples: input.values)
        let found = try family.compiled(width: width, height: height).makeWorker()
            .render(picture, weights: [1])
        #expect((found.width, found.height) == (width, height))
        let difference = zip(found.samples, expected.values).map { abs($0 - $1) }.max() ?? .nan
        print("\(name): at most \(difference) from ONNX Runtime")
        #expect(difference <= 1e-5)
    }

    @Test func `which network of a file is taken is part of what a plan is made of`() throws {
        let workshop = try Workshop()
        let file = Self.files.appending(path: "pair.pth").path
        try workshop.preset(
            networks: "{a: '\(file)#netG_A', b: '\(file)#netG_B'}", output: "[{path: out.gif}]")
        let identity = try RenderFingerprint(workshop.plan())
        #expect(identity.networks[0].sha256 != identity.networks[1].sha256)
        try workshop.preset(networks: "{a: '\(file)#netG_A', b: '\(file)#netG_A'}")
        let same = try RenderFingerprint(workshop.plan())
        #expect(same.networks[0].sha256 == identity.networks[0].sha256)
        #expect(same.networks[1].sha256 == identity.networks[0].sha256)
        #expect(same.differences(from: identity) == ["network b"])
        #expect(try same.digest() != identity.digest())
    }

    @Test func `a number sign is part of a name where a file has it`() throws {
        let workshop = try Workshop()
        let path = workshop.folder.path("a.safetensors")
        #expect(NetworkLocation("\(path)#b").file == path)
        #expect(NetworkLocation("\(path)#b").network == "b")
        #expect(NetworkLocation("\(path)#").network == nil)
        #expect(NetworkLocation("none#b").file == "none#b")
        try workshop.folder.write([0], "a.safetensors#b")
        #expect(NetworkLocation("\(path)#b").file == "\(path)#b")
        #expect(NetworkLocation("\(path)#b#c").file == "\(path)#b")
        #expect(NetworkLocation("\(path)#b#c").network == "c")
    }
}
