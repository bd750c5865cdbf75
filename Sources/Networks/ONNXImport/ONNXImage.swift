import Graphs
import Weights

/// How an ONNX graph wants its image.
struct ONNXImage {
    /// The input's name.
    let name: String
    /// Whether channels are the last axis, as TensorFlow's exporters write them.
    let isChannelsLast: Bool
    /// Whether there is an axis for the batch.
    let hasBatch: Bool
    private let shape: [ONNXValueInfo.Dimension]?

    /// - Parameter channels: of the images that the network is given.
    init(of model: ONNXModel, channels: Int) throws {
        let initializers = Set(model.graph.initializers.map(\.name))
        let inputs = model.graph.inputs.filter { !initializers.contains($0.name) }
        guard inputs.count == 1, let only = inputs.first else {
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "\(inputs.count) inputs", expected: "one picture")
        }
        (name, shape) = (only.name, only.shape)
        guard let shape else {
            (isChannelsLast, hasBatch) = (false, true)
            return
        }
        hasBatch = shape.count != 3
        isChannelsLast = Self.isChannelsLast(shape, channels)
        let place = shape.count - 3 + (isChannelsLast ? 2 : 0)
        guard (3...4).contains(shape.count), shape[place].allows(channels),
            !hasBatch || shape[0].allows(1)
        else {
            if let other = Self.otherChannels(shape, than: channels) {
                throw GraphError.otherChannels(
                    file: model.file, takes: other, expected: channels)
            }
            let text = shape.map(\.text).joined(separator: ", ")
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "input '\(only.name)' of shape [\(text)]",
                expected: "[1, \(channels), height, width]")
        }
    }

    /// The channels that the file fixes where they cannot be a side; nil where all else is wrong too.
    private static func otherChannels(
        _ shape: [ONNXValueInfo.Dimension], than channels: Int
    ) -> Int? {
        guard shape.count == 4, shape[0].allows(1) else { return nil }
        return [shape[1], shape[3]].compactMap(\.size).first { (1...16).contains($0) }
    }

    /// Channels are last where the file fixes them there and not in front of the sides.
    private static func isChannelsLast(
        _ shape: [ONNXValueInfo.Dimension], _ channels: Int
    ) -> Bool {
        guard shape.count >= 3, shape[shape.count - 1] == .fixed(channels) else { return false }
        return shape[shape.count - 3] != .fixed(channels)
    }

    /// Whether the file fixes one channel.
    static func isGray(_ model: ONNXModel) -> Bool {
        guard let image = try? ONNXImage(of: model, channels: 1), let shape = image.shape
        else { return false }
        return shape[shape.count - (image.isChannelsLast ? 1 : 3)] == .fixed(1)
    }

    /// The sides of the images that the file was written for; nil where it leaves one of them free.
    var fixedSides: Pair? {
        guard let shape else { return nil }
        let sides = Array(isChannelsLast ? shape.dropLast() : shape[...]).suffix(2)
        guard let height = sides.first?.size, let width = sides.last?.size, min(height, width) > 0
        else { return nil }
        return Pair(height, width)
    }

    /// The image as the graph wants it.
    func appendLayout(to state: inout ONNXImportState) throws -> Int {
        var x = state.builder.input
        if isChannelsLast {
            x = try state.builder.append(
                name, .transposition(.channelsLast), x)
        }
        guard !hasBatch else { return x }
        let sizes = Array(state.builder.shape(of: x).sizes.dropFirst())
        return try state.builder.append(name, .reshaping(Reshaping(sizes)), x)
    }

    /// What the graph makes as an image of channels, rows and columns.
    func appendImage(of output: Int, to state: inout ONNXImportState) throws -> Int {
        var y = output
        let node = ONNXNode(
            name: "output", operation: "Transpose", inputs: [], outputs: [], attributes: [:])
        if state.builder.shape(of: y).rank == 3 {
            let sizes = [1] + state.builder.shape(of: y).sizes
            y = try state.append(node, .reshaping(Reshaping(sizes)), y)
        }
        let sizes = state.builder.shape(of: y).sizes
        guard sizes.count == 4, sizes[0] == 1 else { return y }
        let channels = state.builder.shape(of: state.builder.input).channels
        let isLast =
            isChannelsLast
            ? sizes[3] == channels : sizes[3] == channels && sizes[1] != channels
        return isLast ? try state.append(node, .transposition(.channelsFirst), y) : y
    }
}

extension ONNXValueInfo.Dimension {
    /// Nil where the caller chooses it.
    fileprivate var size: Int? {
        if case .fixed(let size) = self { return size }
        return nil
    }

    fileprivate func allows(_ size: Int) -> Bool {
        if case .fixed(let fixed) = self { return fixed == size }
        return true
    }

    fileprivate var text: String {
        switch self {
        case .fixed(let size): "\(size)"
        case .named(let name): name
        case .unknown: "?"
        }
    }
}
