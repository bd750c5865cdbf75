import Fixtures
import Imaging
import Networks
import Weights

/// Makes small networks from random operations: every kind, in every order that fits.
///
/// Each value is followed by its size as a function of the picture's: n · 2^level + offset pixels a
/// side, so that the output can be brought back to n.
struct RandomGraph {
    struct Value {
        let name: String
        let channels: Int
        /// Doublings of the picture's size, −2…1.
        let level: Int
        /// Pixels more or fewer than that, the same for rows and columns.
        let offset: Int
    }

    private(set) var random: RandomNumbers
    private var nodes: [ONNXNode] = []
    private var tensors: [ONNXTensor] = []
    private var values = [Value(name: "x", channels: 3, level: 0, offset: 0)]
    /// Whether nothing sees the whole picture.
    private let isLocal: Bool

    /// Networks of one structure of about `length` operations; the same for the same seed.
    ///
    /// - Parameters:
    ///   - isLocal: whether convolutions, pooling and enlargement stand in for normalization.
    ///   - sharing: the part of the tensors, from the first on, in which all are equal.
    static func members(
        _ count: Int, seed: UInt64, length: Int, convention: PixelConvention,
        isLocal: Bool = false, sharing: Double = 0
    ) throws -> [Network] {
        var graph = RandomGraph(random: RandomNumbers(seed: seed), isLocal: isLocal)
        for _ in 0..<length { graph.appendAny() }
        graph.appendEnd()
        return try (0..<count).map { member in
            let shared = Int(sharing * Double(graph.tensors.count))
            let own = graph.tensors.dropFirst(member == 0 ? graph.tensors.count : shared)
            let tensors =
                graph.tensors.prefix(graph.tensors.count - own.count)
                + own.map { graph.otherWeights($0) }
            return try Network(graph.model(Array(tensors)), convention: convention)
        }
    }

    private init(random: RandomNumbers, isLocal: Bool) {
        (self.random, self.isLocal) = (random, isLocal)
    }

    /// Mostly on the newest value, sometimes on an older one, which is then used twice.
    private mutating func appendAny() {
        let recent = [0, 0, 1, 2].map { values[max(0, values.count - 1 - $0)] }
        let source = random.pick(recent)
        switch Int.random(in: 0..<14, using: &random) {
        case 0...2: appendConvolution(source)
        case 3, 4: appendPadding(source, Int.random(in: 0...2, using: &random))
        case 5 where isLocal, 6 where isLocal: appendLocal(source)
        case 5, 6:
            append("InstanceNormalization", source, parameters: normalization(source.channels))
        case 7...9: appendActivation(source)
        case 10, 11: appendAddition(source)
        case 12 where source.level < 1: appendUpsampling(source)
        case 13 where source.level > -2 && source.level + source.offset > -3: appendHalving(source)
        default: appendActivation(source)
        }
    }

    /// Keeps the size or loses what the kernel needs, so that paddings inside and outside mix.
    private mutating func appendConvolution(_ source: Value) {
        let kernel = random.pick([1, 3, 3, 3, 5])
        let dilation = kernel == 3 ? random.pick([1, 1, 2]) : 1
        let reach = (kernel - 1) * dilation
        let loss = source.offset >= reach ? random.pick([0, reach]) : 0
        let before = Int.random(in: 0...(reach - loss), using: &random)
        appendConvolution(
            source, outputs: random.pick([1, 3, 5, 8, 16, 17, 24]), kernel: kernel,
            dilation: dilation, pads: (before, reach - loss - before))
    }

    /// One of the operations that only tiles are tried with.
    private mutating func appendLocal(_ source: Value) {
        switch random.pick([0, 1, 2, 3]) {
        case 0 where source.level < 1: appendTransposedConvolution(source)
        case 1 where source.level > -2 && source.level + source.offset > -3:
            append(
                random.pick(["MaxPool", "AveragePool"]), source,
                ["kernel_shape": .ints([2, 2]), "strides": .ints([2, 2])],
                level: source.level - 1, offset: source.offset >> 1)
        case 2 where source.level < 1:
            append(
                "Upsample", source,
                ["scales": .floats([1, 1, 2, 2]), "mode": .string("linear")],
                level: source.level + 1, offset: source.offset * 2)
        default:
            let partners = values.filter {
                ($0.level, $0.offset) == (source.level, source.offset) && $0.channels < 30
            }
            guard source.channels < 30, !partners.isEmpty else { return }
            let partner = random.pick(partners)
            append(
                "Concat", source, parameters: [partner.name], ["axis": .int(1)],
                channels: source.channels + partner.channels)
        }
    }

    /// Twice the size by a kernel of 4×4.
    private mutating func appendTransposedConvolution(_ source: Value) {
        let outputs = random.pick([3, 8, 16, 17])
        let weight = tensor(
            [source.channels, outputs, 4, 4], 1.7 / Float(source.channels * 4).squareRoot())
        append(
            "ConvTranspose", source, parameters: [weight],
            ["strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1])], channels: outputs,
            level: source.level + 1, offset: source.offset * 2)
    }

    private mutating func appendHalving(_ source: Value) {
        appendConvolution(
            source, outputs: random.pick([3, 8, 17]), kernel: 3, stride: 2, pads: (1, 1))
    }

    private mutating func appendConvolution(
        _ source: Value, outputs: Int, kernel: Int, stride: Int = 1, dilation: Int = 1,
        pads: (Int, Int)
    ) {
        let groups = random.pick(
            [1, 1, source.channels, 8, 3].filter {
                source.channels % $0 == 0 && outputs % $0 == 0
            })
        let inputs = source.channels / groups
        let scale = 1.7 / Float(inputs * kernel * kernel).squareRoot()
        var parameters = [tensor([outputs, inputs, kernel, kernel], scale)]
        if random.pick([true, true, false]) { parameters.append(tensor([outputs], 0.5)) }
        let change = source.offset + pads.0 + pads.1 - (kernel - 1) * dilation
        append(
            "Conv", source, parameters: parameters,
            [
                "group": .int(Int64(groups)), "strides": .ints([Int64(stride), Int64(stride)]),
                "dilations": .ints([Int64(dilation), Int64(dilation)]),
                "pads": .ints([pads.0, pads.1, pads.1, pads.0].map { Int64($0) }),
            ], channels: outputs, level: stride == 2 ? source.level - 1 : source.level,
            // With an even size, ⌊(n + change − 1) / 2⌋ + 1.
            offset: stride == 2 ? (change - 1) >> 1 + 1 : change)
    }

    /// - Parameter distance: added at the left and above, and as much at the right and below or once
    ///   more.
    private mutating func appendPadding(_ source: Value, _ distance: Int, mode: String? = nil) {
        let after = distance + (mode == nil ? random.pick([0, 1]) : 0)
        let (near, far) = (Int64(distance), Int64(after))
        append(
            "Pad", source,
            [
                "mode": .string(mode ?? random.pick(["reflect", "edge", "constant"])),
                "pads": .ints([0, 0, near, far, 0, 0, far, near]),
            ], offset: source.offset + distance + after)
    }

    private mutating func appendActivation(_ source: Value) {
        switch random.pick([0, 0, 1, 2, 3, 4]) {
        case 0: append("Relu", source)
        case 1: append("LeakyRelu", source, ["alpha": .float(0.2)])
        case 2: append("Sigmoid", source)
        case 3: append("Tanh", source)
        default: append("Clip", source, ["min": .float(-0.5), "max": .float(0.75)])
        }
    }

    /// The sum with another value of the same size, which may be the value itself.
    private mutating func appendAddition(_ source: Value) {
        let partners = values.filter {
            ($0.channels, $0.level, $0.offset) == (source.channels, source.level, source.offset)
        }
        append("Add", source, parameters: [random.pick(partners).name])
    }

    private mutating func appendUpsampling(_ source: Value) {
        append(
            "Upsample", source, ["scales": .floats([1, 1, 2, 2])], level: source.level + 1,
            offset: source.offset * 2)
    }

    /// Brings the newest value to three channels of the picture's size and adds the picture or what is
    /// like it, in an order that varies.
    private mutating func appendEnd() {
        while let last = values.last, last.level < 0 { appendUpsampling(last) }
        while let last = values.last, last.level > 0 {
            appendConvolution(last, outputs: 8, kernel: 3, stride: 2, pads: (1, 1))
        }
        while let last = values.last, last.offset < 0 { appendPadding(last, 1, mode: "edge") }
        if let last = values.last {
            let pads = last.offset < 3 ? (1, 1) : (0, 0)
            let kernel = last.offset + 1 + pads.0 + pads.1
            appendConvolution(last, outputs: 3, kernel: kernel, pads: pads)
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            guard let last = values.last else { return }
            random.pick([true, false]) ? appendAddition(last) : appendActivation(last)
        }
    }

    private mutating func append(
        _ operation: String, _ source: Value, parameters: [String] = [],
        _ attributes: [String: ONNXNode.Attribute] = [:], channels: Int? = nil, level: Int? = nil,
        offset: Int? = nil
    ) {
        let name = "v\(values.count)"
        nodes.append(
            ONNXNode(
                name: name, operation: operation, inputs: [source.name] + parameters,
                outputs: [name], attributes: attributes))
        values.append(
            Value(
                name: name, channels: channels ?? source.channels, level: level ?? source.level,
                offset: offset ?? source.offset))
    }

    private mutating func normalization(_ channels: Int) -> [String] {
        [tensor([channels], 0.5, around: 1), tensor([channels], 0.5)]
    }

    /// A new tensor, or one of the same shape that another node reads.
    private mutating func tensor(_ shape: [Int], _ scale: Float, around center: Float = 0) -> String
    {
        if random.pick([true, false, false, false]),
            let shared = tensors.last(where: { $0.shape == shape })
        {
            return shared.name
        }
        let name = "t\(tensors.count)"
        let values = random.tensor(shape, scale: scale, around: center).values
        tensors.append(ONNXTensor(name: name, shape: shape, elements: .floats(values)))
        return name
    }

    /// Every second tensor changed, so that some parameters are the same in all members.
    private mutating func otherWeights(_ tensor: ONNXTensor) -> ONNXTensor {
        guard case .floats(let values) = tensor.elements, tensor.name.hasSuffix("1") == false else {
            return tensor
        }
        let scale = values.map(abs).max() ?? 0
        return ONNXTensor(
            name: tensor.name, shape: tensor.shape,
            elements: .floats(values.map { 0.7 * $0 + 0.3 * scale * random.float() }))
    }

    /// Operator set 9 keeps scales, pads and bounds in attributes.
    private func model(_ tensors: [ONNXTensor]) -> ONNXModel {
        ONNXModel(
            file: "random.onnx", irVersion: 8, opsets: ["": 9], producer: "", metadata: [:],
            graph: ONNXGraph(
                name: "", nodes: nodes, initializers: tensors,
                inputs: [ONNXValueInfo(name: "x", shape: nil)],
                outputs: [ONNXValueInfo(name: values.last?.name ?? "x", shape: nil)]))
    }
}
