import Graphs
import Imaging
import Networks
import Testing
import Weights

/// How TransformerNet is recognised and what is said of files that are not quite one; that it computes
/// what PyTorch computes is tested with the engines.
struct TransformerNetTests {
    @Test("a checkpoint is recognised by its names, its sizes read from its shapes")
    func recognised() throws {
        let network = try Network(Self.checkpoint())
        #expect(network.structureName == "TransformerNet")
        #expect(network.convention == PixelConvention(order: .rgb, range: .bytes))
        #expect(network.conventionSource == .architecture)
        #expect(try network.sizeRule() == SizeRule(scale: 1, multiple: 4))
        let graph = try network.graph(height: 36, width: 20)
        #expect(graph.outputShape == Shape(channels: 3, height: 36, width: 20))
        // 8 convolutions of weight and bias, 7 normalizations of scale and shift.
        #expect(graph.parameters.count == 30)
    }

    @Test("the file's metadata gives the colours, the caller overrides it")
    func conventions() throws {
        let checkpoint = Self.checkpoint(metadata: ["input": "bgr, -1..1"])
        let stated = try Network(checkpoint)
        #expect(stated.convention == PixelConvention(order: .bgr, range: .signed))
        #expect(stated.conventionSource == .metadata)
        let overridden = try Network(checkpoint, convention: .unit)
        #expect(overridden.convention == .unit)
        #expect(overridden.conventionSource == .stated)
    }

    @Test("statistics from training, which the published files still hold, are passed over")
    func statistics() throws {
        _ = try Network(
            Self.checkpoint {
                $0["in1.running_mean"] = Self.zeros([2])
                $0["res1.in2.running_var"] = Self.zeros([4])
            })
    }

    /// A change to a whole file, and what must be said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout [String: Tensor]) -> Void

        init(_ line: String, _ change: @escaping @Sendable (inout [String: Tensor]) -> Void) {
            testDescription = line
            self.change = change
        }
    }

    @Test("a file that is not quite one gives one exact line", arguments: broken)
    func refused(example: Case) {
        #expect { try Network(Self.checkpoint(changing: example.change)) } throws: {
            #expect("\($0)" == example.testDescription)
            return true
        }
    }

    static let known =
        "TransformerNet, ResnetGenerator, UnetGenerator, CartoonGAN, AnimeGANv2, RRDBNet, MSRResNet, "
        + "MSRResNet0, SRVGGNetCompact, SPAN, DnCNN, FDnCNN, UNetRes"

    static let broken = [
        Case(
            "net.safetensors[in1.bias]: the tensor is missing, expected by the architecture"
        ) { $0["in1.bias"] = nil },
        Case(
            "net.safetensors[res2.conv1.conv2d.bias]: the tensor is missing, expected by the "
                + "architecture"
        ) { $0["res2.conv1.conv2d.weight"] = zeros([4, 4, 3, 3]) },
        Case(
            "net.safetensors[fc.weight]: the tensor has no place in TransformerNet, expected "
                + "only its parameters"
        ) { $0["fc.weight"] = zeros([4]) },
        Case(
            "net.safetensors[in2.weight]: shape [2], expected [3]"
        ) { $0["in2.weight"] = zeros([2]) },
        Case(
            "net.safetensors[conv2.conv2d]: 2 input channels, expected 5 as the weight [3, "
                + "5, 3, 3] says"
        ) { $0["conv2.conv2d.weight"] = zeros([3, 5, 3, 3]) },
        Case(
            "net.safetensors[conv3.conv2d.weight]: shape [4, 3, 3], expected [outputs, "
                + "inputs, k, k] with odd k"
        ) { $0["conv3.conv2d.weight"] = zeros([4, 3, 3]) },
        Case(
            "net.safetensors[conv1.conv2d.weight]: shape [2, 3, 8, 8], expected [outputs, "
                + "inputs, k, k] with odd k"
        ) { $0["conv1.conv2d.weight"] = zeros([2, 3, 8, 8]) },
        Case(
            "net.safetensors[res1.conv2.conv2d.bias]: shape [4, 1], expected [4]"
        ) { $0["res1.conv2.conv2d.bias"] = zeros([4, 1]) },
        Case(
            "net.safetensors[res1]: 2×16×16 beside 4×16×16, expected two shapes of equal sizes or 1"
        ) {
            $0["res1.conv2.conv2d.weight"] = zeros([2, 4, 3, 3])
            $0["res1.conv2.conv2d.bias"] = zeros([2])
            $0["res1.in2.weight"] = zeros([2])
            $0["res1.in2.bias"] = zeros([2])
        },
        Case(
            "net.safetensors[deconv3.conv2d]: a value of 0×64×64, expected at least 1 of "
                + "each, sides of at most 1048576 pixels and 17179869184 numbers in all"
        ) {
            $0["deconv3.conv2d.weight"] = zeros([0, 2, 9, 9])
            $0["deconv3.conv2d.bias"] = zeros([0])
        },
        Case(
            "net.safetensors: tensors named conv1.conv2d.bias, conv1.conv2d.weight, "
                + "conv2.conv2d.bias … belong to no known architecture, expected one of \(known)"
        ) { $0["deconv3.conv2d.weight"] = nil },
        Case(
            "net.safetensors: tensors named a\\u{a}b … belong to no known architecture, "
                + "expected one of \(known)"
        ) { $0 = ["a\nb": zeros([1])] },
    ]

    @Test("a picture smaller than its padding is refused by name")
    func small() throws {
        let network = try Network(Self.checkpoint())
        #expect { try network.graph(height: 4, width: 40) } throws: {
            "\($0)"
                == "net.safetensors[conv1.reflection_pad]: an input of 40×4 pixels, "
                + "expected at least 5×5 for its reflection padding"
        }
    }

    @Test("an output of other channels than the picture's is refused")
    func channels() throws {
        let network = try Network(
            Self.checkpoint {
                $0["deconv3.conv2d.weight"] = Self.zeros([4, 2, 9, 9])
                $0["deconv3.conv2d.bias"] = Self.zeros([4])
            })
        #expect { try network.sizeRule() } throws: {
            "\($0)" == "net.safetensors: an output of 4 channels, "
                + "expected 3 channels for RGB 0…255"
        }
    }

    /// A network of 2, 3 and 4 channels and one residual block, all zero, changed.
    static func checkpoint(
        metadata: [String: String] = [:],
        changing change: (inout [String: Tensor]) -> Void = { _ in }
    ) -> Checkpoint {
        var tensors: [String: Tensor] = [:]
        let layers = [
            ("conv1", 3, 2, 9), ("conv2", 2, 3, 3), ("conv3", 3, 4, 3), ("res1.conv1", 4, 4, 3),
            ("res1.conv2", 4, 4, 3), ("deconv1", 4, 3, 3), ("deconv2", 3, 2, 3),
            ("deconv3", 2, 3, 9),
        ]
        for (name, inputs, outputs, kernel) in layers {
            tensors["\(name).conv2d.weight"] = zeros([outputs, inputs, kernel, kernel])
            tensors["\(name).conv2d.bias"] = zeros([outputs])
        }
        let normals = [("in1", 2), ("in2", 3), ("in3", 4), ("in4", 3), ("in5", 2)]
        for (name, channels) in normals + [("res1.in1", 4), ("res1.in2", 4)] {
            tensors["\(name).weight"] = zeros([channels])
            tensors["\(name).bias"] = zeros([channels])
        }
        change(&tensors)
        return Checkpoint(
            file: "net.safetensors", names: tensors.keys.sorted(), tensors: tensors,
            metadata: metadata)
    }

    static func zeros(_ shape: [Int]) -> Tensor {
        Tensor(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
    }
}
