import Networks
import Testing
import Weights

/// Which sizes every architecture takes and gives.
struct ArchitectureSizeTests {
    @Test(
        "scale and multiple of the sides follow from the structure",
        arguments: [
            ("transformer", 1, 4), ("resnet-9", 1, 4), ("unet-batch", 1, 16),
            ("unet-instance", 1, 8), ("cartoon", 1, 4), ("anime", 1, 1), ("rrdb-old-x4", 4, 1),
            ("rrdb-old-x1", 1, 1), ("rrdb-old-x8", 8, 1), ("rrdb-body-x2", 2, 2),
            ("rrdb-body-x1", 1, 4), ("msrresnet-x3", 3, 1), ("msrresnet0-upconv", 4, 1),
            ("srvgg-x4", 4, 1), ("srvgg-x1", 1, 1), ("dncnn-colour", 1, 1),
            ("fdncnn-grey-40", 1, 1), ("span-x4", 4, 1), ("unetres-biases", 1, 8),
            ("unetres-grey-40", 1, 8),
        ])
    func sizes(name: String, scale: Int, multiple: Int) throws {
        let network = try Network(ArchitectureTests.fixture(name).checkpoint)
        #expect(try network.sizeRule() == SizeRule(scale: scale, multiple: multiple))
    }

    @Test(
        "sides of pictures for pix2pix are multiples of 128 or 256, as unet_128 and unet_256 say",
        arguments: [(7, 128), (8, 256)])
    func deepGenerators(levels: Int, multiple: Int) throws {
        let network = try Network(Self.generator(levels: levels))
        #expect(network.structureName == "UnetGenerator")
        #expect(try network.sizeRule() == SizeRule(scale: 1, multiple: multiple))
        #expect {
            try network.graph(height: multiple / 2, width: multiple)
        } throws: {
            "\($0)".hasSuffix("an input of 2×1 pixels, expected at least the kernel's 4×4")
        }
    }

    /// A U-shaped generator of one channel everywhere, all zero, without normalization.
    private static func generator(levels: Int) -> Checkpoint {
        var prefix = "model.model.1.model"
        var tensors = [
            "model.model.0.weight": zeros([1, 3, 4, 4]),
            "model.model.3.weight": zeros([2, 3, 4, 4]),
            "model.model.3.bias": zeros([3]),
        ]
        for level in 1..<levels {
            let isInnermost = level == levels - 1
            tensors["\(prefix).1.weight"] = zeros([1, 1, 4, 4])
            tensors["\(prefix).\(isInnermost ? 3 : 5).weight"] = zeros([
                isInnermost ? 1 : 2, 1, 4, 4,
            ])
            prefix += ".3.model"
        }
        return Checkpoint(file: "net.pth", names: tensors.keys.sorted(), tensors: tensors)
    }
}

/// A tensor of zeros.
func zeros(_ shape: [Int]) -> Tensor {
    Tensor(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
}
