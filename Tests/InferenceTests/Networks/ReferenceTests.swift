import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

/// Published networks of every family against what PyTorch or ONNX Runtime computed (shared data).
@Suite(
    .enabled(if: RealData.isThere, "needs the shared data (SEGUE_DATA)"))
struct ReferenceTests {
    /// A folder of networks, their files' ending, and the members that the reference has.
    struct Family: Sendable, CustomTestStringConvertible {
        let name: String
        let ending: String
        let members: [String]
        var prefix = ""

        var testDescription: String { name }
        var reference: String { RealData.path("reference/\(name).safetensors") }

        func file(_ member: String) -> String {
            RealData.path("networks/\(name)/\(prefix)\(member).\(ending)")
        }
    }

    static let families = [
        Family(
            name: "painters", ending: "onnx", members: ["monet", "vangogh", "cezanne", "ukiyoe"]),
        Family(
            name: "general-x4v3", ending: "safetensors",
            members: ["general-x4v3", "general-wdn-x4v3"]),
        Family(
            name: "waifu2x-upconv7", ending: "param",
            members: ["noise0_scale2.0x", "noise3_scale2.0x"]),
        Family(
            name: "denoise", ending: "onnx", members: ["sigma10", "sigma15", "sigma25"],
            prefix: "dncnn-"),
    ]

    @Test("the fast engine agrees to 1e-4 of the range, members and midpoints", arguments: families)
    func fastEngine(family: Family) throws {
        let example = try Example(family)
        for (name, expected) in example.expected {
            let found = try example.rendered(example.weights(of: name))
            #expect(try difference(found, expected) < 1e-4, "\(name)")
        }
    }

    @Test("every family has outputs of members and of mixtures", arguments: families)
    func outputs(family: Family) throws {
        let names = try Example(family).expected.map(\.name)
        #expect(names.filter { $0.hasPrefix("y.") }.count == family.members.count)
        #expect(names.contains { $0.hasPrefix("dni0.5.") })
    }

    /// The largest difference, relative to the range; of a network that loses pixels at its sides the
    /// reference has the middle only.
    private func difference(_ found: Image, _ expected: Tensor) throws -> Float {
        let (height, width) = (expected.shape[2], expected.shape[3])
        let middle = try Image(
            width: width, height: height,
            samples: (0..<3 * height * width).map { index in
                let (c, y, x) = (index / (height * width), index / width % height, index % width)
                let row = (c * found.height + y + (found.height - height) / 2) * found.width
                return found.samples[row + x + (found.width - width) / 2]
            })
        return relativeDifference(middle.samples, expected.values)
    }

    /// A family prepared for the picture of its reference.
    private struct Example {
        let family: Family
        let worker: Worker
        let picture: Image
        let expected: [(name: String, output: Tensor)]

        init(_ family: Family) throws {
            self.family = family
            let networks = try NetworkFamily(
                family.members.map { ($0, try Network(reading: family.file($0))) })
            let reference = try Checkpoint(safetensorsFile: family.reference)
            let x = try #require(reference["x"])
            picture = try Image(width: x.shape[3], height: x.shape[2], samples: x.values)
            worker = try networks.compiled(width: picture.width, height: picture.height)
                .makeWorker()
            // The reference also has outputs of members that are not among the files.
            expected = reference.names.compactMap { name in
                let isKnown = Set(Self.ends(of: name)).isSubset(of: family.members)
                return name == "x" || !isKnown ? nil : reference[name].map { (name, $0) }
            }
        }

        private static func ends(of output: String) -> [String] {
            let isMixture = output.hasPrefix("dni0.5.")
            return output.dropFirst(isMixture ? 7 : 2).split(separator: "+").map(String.init)
        }

        func rendered(_ weights: [Float]) throws -> Image {
            try worker.render(picture, weights: weights)
        }

        /// α of `y.NAME` or `dni0.5.A+B`.
        func weights(of output: String) -> [Float] {
            let ends = Self.ends(of: output)
            return family.members.map { ends.contains($0) ? 1 / Float(ends.count) : 0 }
        }
    }
}

extension Network {
    /// Reads a network file of any kind.
    fileprivate init(reading path: String) throws {
        switch try NetworkFile.read(path) {
        case .checkpoint(let checkpoint): try self.init(checkpoint)
        case .onnx(let model): try self.init(model)
        case .ncnn(let model): try self.init(model)
        }
    }
}
