import Imaging
import Networks
import Testing
import Weights

/// What is said of files that are not quite an architecture's.
struct ArchitectureRefusalTests {
    /// A change to a network of the fixture, and what must be said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let fixture: String
        let line: String
        let change: @Sendable (inout [String: Tensor]) -> Void

        var testDescription: String { line }

        init(
            _ fixture: String, _ line: String,
            _ change: @escaping @Sendable (inout [String: Tensor]) -> Void
        ) {
            (self.fixture, self.line, self.change) = (fixture, "net.pth\(line)", change)
        }

        static func missing(_ fixture: String, _ name: String) -> Case {
            Case(fixture, "[\(name)]: the tensor is missing, expected by the architecture") {
                $0[name] = nil
            }
        }

        static func unexpected(_ fixture: String, _ name: String, _ architecture: String) -> Case {
            Case(
                fixture,
                "[\(name)]: the tensor has no place in \(architecture), expected only its "
                    + "parameters"
            ) { $0[name] = zeros([1]) }
        }

        static func shape(
            _ fixture: String, _ name: String, _ shape: [Int], _ expected: String
        ) -> Case {
            Case(fixture, "[\(name)]: shape \(shape), expected \(expected)") {
                $0[name] = zeros(shape)
            }
        }
    }

    @Test("a file that is not quite one gives one exact line", arguments: cases)
    func refused(example: Case) throws {
        let fixture = try ArchitectureTests.fixture(example.fixture)
        #expect { try Network(fixture.changed(example.change)) } throws: {
            #expect("\($0)" == example.line)
            return true
        }
    }

    static let cases: [Case] = [
        .missing("resnet-9", "model.10.conv_block.5.bias"),
        .missing("resnet-batch-dropout", "model.2.running_var"),
        .unexpected("resnet-dropout", "model.27.weight", "ResnetGenerator"),
        .unexpected("resnet-batch-dropout", "model.1.bias", "ResnetGenerator"),
        .shape("resnet-9", "model.4.weight", [2, 1, 2, 2], "[outputs, inputs, k, k] with odd k"),
        .missing("unet-batch", "model.model.3.bias"),
        .missing("unet-instance", "model.model.1.model.5.bias"),
        .unexpected("unet-none", "model.model.1.model.7.weight", "UnetGenerator"),
        .shape("unet-batch", "model.model.1.model.2.weight", [3], "[2]"),
        .missing("cartoon", "in07_2.shift"),
        .unexpected("cartoon", "conv12_1.weight", "CartoonGAN"),
        .shape("cartoon", "in04_1.scale", [5], "[4]"),
        .missing("anime", "block_c.2.layers.1.1.bias"),
        .unexpected("anime", "block_a.0.1.bias", "AnimeGANv2"),
        .shape("anime", "block_c.1.layers.1.1.weight", [5, 1, 3, 3], "outputs for 6 groups"),
        .missing("rrdb-old-x4", "model.1.sub.1.RDB2.conv3.0.bias"),
        .missing("rrdb-body-x4", "conv_hr.weight"),
        // ESRGAN+ (Rakotonirina and Rasoanaivo, arXiv 2001.08073) has one more path in a dense block.
        .unexpected("rrdb-old-x4", "model.1.sub.0.RDB1.conv1x1.weight", "RRDBNet"),
        .shape("rrdb-trunk-x4", "trunk_conv.bias", [3], "[2]"),
        .missing("msrresnet-x2", "conv_hr.bias"),
        .unexpected("msrresnet-x4", "upconv4.weight", "MSRResNet"),
        .missing("msrresnet0-upconv", "model.1.sub.2.bias"),
        .unexpected("msrresnet0-upconv", "model.1.sub.0.res.1.weight", "MSRResNet0"),
        .missing("srvgg-x4", "body.3.weight"),
        .unexpected("srvgg-relu", "body.3.weight", "SRVGGNetCompact"),
        .shape("srvgg-x4", "body.1.weight", [1], "[3]"),
        .missing("dncnn-grey-batch", "model.3.running_mean"),
        .unexpected("dncnn-colour", "noise.weight", "DnCNN"),
        .shape("dncnn-colour", "model.2.bias", [4], "[3]"),
        .missing("fdncnn-colour-15", "model.4.bias"),
        .shape("fdncnn-grey-40", "model.0.bias", [2], "[3]"),
        .missing("unetres-biases", "m_up2.1.res.2.bias"),
        .unexpected("unetres-colour-15", "m_down2.3.weight", "UNetRes"),
        Case(
            "unetres-grey-40",
            "[m_tail]: 3 input channels, expected 4 as the weight [1, 4, 3, 3] says"
        ) {
            $0["m_tail.weight"] = zeros([1, 4, 3, 3])
        },
        .missing("span-x4", "block_2.c1_r.conv.1.bias"),
        .unexpected("span-x4", "block_3.c1_r.weight", "SPAN"),
        .unexpected("span-merged", "block_3.c1_r.weight", "SPAN"),
        Case("srvgg-x4", "[body.8.weight]: shape [47, 3, 3, 3], expected 3 · s² outputs") {
            $0["body.8.weight"] = zeros([47, 3, 3, 3])
            $0["body.8.bias"] = zeros([47])
        },
        Case("span-x4", "[upsampler.0.weight]: shape [47, 2, 3, 3], expected 3 · s² outputs") {
            $0["upsampler.0.weight"] = zeros([47, 2, 3, 3])
            $0["upsampler.0.bias"] = zeros([47])
        },
        Case("msrresnet-x2", "[upconv1.weight]: shape [6, 2, 3, 3], expected 2 · s² outputs") {
            $0["upconv1.weight"] = zeros([6, 2, 3, 3])
            $0["upconv1.bias"] = zeros([6])
        },
        Case(
            "rrdb-kair-shuffle",
            "[model.2.weight]: shape [6, 2, 3, 3], expected inputs · s² outputs"
        ) {
            $0["model.2.weight"] = zeros([6, 2, 3, 3])
            $0["model.2.bias"] = zeros([6])
        },
    ]

    @Test("an activation that is not known is named")
    func activation() throws {
        let fixture = try ArchitectureFixture("srvgg-relu", metadata: ["activation": "gelu"])
        #expect { try Network(fixture.checkpoint) } throws: {
            "\($0)" == "net.pth[metadata]: activation is gelu, expected relu or leakyrelu"
        }
    }

    @Test("a noise level for a network that takes none is refused")
    func noise() throws {
        let fixture = try ArchitectureFixture("dncnn-colour")
        let noisy = PixelConvention.unit.with(noiseLevel: 10)
        #expect { try Network(fixture.checkpoint, convention: noisy) } throws: {
            "\($0)" == "net.pth: a noise level of 10.0, expected none, as DnCNN takes none"
        }
    }

    @Test("IRCNN has DnCNN's names and dilated kernels, and is not taken for it")
    func dilated() {
        var tensors: [String: Tensor] = [:]
        for place in stride(from: 0, through: 12, by: 2) {
            let (inputs, outputs) = (place == 0 ? 3 : 4, place == 12 ? 3 : 4)
            tensors["model.\(place).weight"] = zeros([outputs, inputs, 3, 3])
            tensors["model.\(place).bias"] = zeros([outputs])
        }
        let checkpoint = Checkpoint(
            file: "net.pth", names: tensors.keys.sorted(), tensors: tensors)
        #expect {
            try Network(checkpoint)
        } throws: {
            "\($0)".contains("belong to no known architecture")
        }
    }
}
