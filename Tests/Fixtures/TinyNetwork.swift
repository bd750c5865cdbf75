public import Weights

/// Networks of TransformerNet's structure that run in no time: 4, 6 and 8 channels, one residual
/// block, parameters from a seed.
public enum TinyNetwork {
    /// A network's parameters; networks of other seeds differ in all of them.
    ///
    /// - Parameters:
    ///   - kinship: how much of every parameter all networks have in common, 0…1: with 0.7 they are as
    ///     if trained from one parent, with 0 as if trained apart.
    ///   - layers: names and shapes of another structure.
    public static func make(
        seed: UInt64, channels: [Int] = [4, 6, 8], kinship: Float = 0.7,
        layers: [(String, [Int])]? = nil
    ) -> Checkpoint {
        var (random, parent) = (Random(state: seed), Random(state: 0))
        var names: [String] = []
        var tensors: [String: Tensor] = [:]
        for (name, shape) in layers ?? shapes(channels) {
            let values = zip(
                parent.values(of: name, shape: shape), random.values(of: name, shape: shape)
            ).map { kinship * $0 + (1 - kinship) * $1 }
            tensors[name] = Tensor(shape: shape, values: values)
            names.append(name)
        }
        return Checkpoint(file: "tiny", names: names, tensors: tensors)
    }

    /// Writes a network as safetensors.
    public static func write(
        to path: String, seed: UInt64, channels: [Int] = [4, 6, 8], kinship: Float = 0.7,
        metadata: [String: String] = [:]
    ) throws {
        try make(seed: seed, channels: channels, kinship: kinship).with(metadata: metadata)
            .writeSafetensors(to: path)
    }

    /// Names and shapes of DnCNN's structure with three convolutions of 3×3: nothing in it sees the whole
    /// picture.
    public static let denoiser = [
        ("model.0.weight", [16, 3, 3, 3]), ("model.0.bias", [16]),
        ("model.2.weight", [16, 16, 3, 3]), ("model.2.bias", [16]),
        ("model.4.weight", [3, 16, 3, 3]), ("model.4.bias", [3]),
    ]

    /// Names and shapes of CycleGAN's generator with one block and batch normalisations.
    public static let generator: [(String, [Int])] = {
        let layers = [
            ("model.1", "model.2", [2, 3, 7, 7], 2), ("model.4", "model.5", [4, 2, 3, 3], 4),
            ("model.7", "model.8", [8, 4, 3, 3], 8),
            ("model.10.conv_block.1", "model.10.conv_block.2", [8, 8, 3, 3], 8),
            ("model.10.conv_block.5", "model.10.conv_block.6", [8, 8, 3, 3], 8),
            ("model.11", "model.12", [8, 4, 3, 3], 4), ("model.14", "model.15", [4, 2, 3, 3], 2),
        ]
        let parts = ["weight", "bias", "running_mean", "running_var"]
        return layers.flatMap { name, norm, shape, channels in
            [("\(name).weight", shape)] + parts.map { ("\(norm).\($0)", [channels]) }
        } + [("model.18.weight", [3, 2, 7, 7]), ("model.18.bias", [3])]
    }()

    /// Names and shapes in the order of the forward pass.
    static func shapes(_ channels: [Int]) -> [(String, [Int])] {
        let (a, b, c) = (channels[0], channels[1], channels[2])
        let convolutions = [
            ("conv1", "in1", a, 3, 9), ("conv2", "in2", b, a, 3), ("conv3", "in3", c, b, 3),
            ("res1.conv1", "res1.in1", c, c, 3), ("res1.conv2", "res1.in2", c, c, 3),
            ("deconv1", "in4", b, c, 3), ("deconv2", "in5", a, b, 3), ("deconv3", "", 3, a, 9),
        ]
        return convolutions.flatMap { name, norm, outputs, inputs, side in
            let convolution = [
                ("\(name).conv2d.weight", [outputs, inputs, side, side]),
                ("\(name).conv2d.bias", [outputs]),
            ]
            guard !norm.isEmpty else { return convolution }
            return convolution + [("\(norm).weight", [outputs]), ("\(norm).bias", [outputs])]
        }
    }
}

extension Checkpoint {
    /// The same parameters with other metadata.
    public func with(metadata: [String: String]) -> Checkpoint {
        Checkpoint(file: file, names: names, tensors: tensors, metadata: metadata)
    }

    /// The same but for one tensor, which is added, replaced, or with nil removed.
    public func with(_ name: String, _ tensor: Tensor?) -> Checkpoint {
        var tensors = tensors
        tensors[name] = tensor
        let kept = names.filter { tensors[$0] != nil }
        let added = tensor != nil && !kept.contains(name) ? [name] : []
        return Checkpoint(file: file, names: kept + added, tensors: tensors, metadata: metadata)
    }
}

/// Numbers from a seed (Knuth's MMIX linear congruential generator).
private struct Random {
    var state: UInt64

    /// A uniform number from −1 to 1.
    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) / Float(1 << 23) - 1
    }

    /// Values that keep a signal's size, and at the end give colours of 0…255 around the middle.
    mutating func values(of name: String, shape: [Int]) -> [Float] {
        let count = shape.reduce(1, *)
        if name == "deconv3.conv2d.bias" { return (0..<count).map { _ in 128 + 30 * next() } }
        if shape.count == 1 {
            let isScale = name.hasSuffix(".weight") || name.hasSuffix(".running_var")
            let middle: Float = isScale ? 1 : 0
            return (0..<count).map { _ in middle + 0.3 * next() }
        }
        let gain: Float = name.hasPrefix("deconv3") ? 60 : 1.7
        let scale = gain / Float(count / shape[0]).squareRoot()
        return (0..<count).map { _ in scale * next() }
    }
}
