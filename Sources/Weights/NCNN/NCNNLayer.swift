/// One operation of an ncnn network.
public struct NCNNLayer: Sendable, Equatable {
    /// The operation, such as `Convolution`.
    public let type: String

    /// The layer's name, which no other layer has.
    public let name: String

    /// Names of the blobs it takes (ncnn's bottoms), each made by an earlier layer.
    public let inputs: [String]

    /// Names of the blobs it makes (ncnn's tops), which no other layer makes.
    public let outputs: [String]

    /// The operation's settings by number, 0 to 31; what a number means depends on the type. Those
    /// left out have ncnn's default.
    public let parameters: [Int: NCNNValue]

    /// Names of its weights in the order of the file, such as `conv1.weight` and `conv1.bias`.
    public let weights: [String]

    /// Makes a layer that no file was read for.
    public init(
        type: String, name: String, inputs: [String], outputs: [String],
        parameters: [Int: NCNNValue] = [:], weights: [String] = []
    ) {
        self.type = type
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.parameters = parameters
        self.weights = weights
    }
}
