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

/// A setting of an ncnn layer, of the kind that its text has.
public enum NCNNValue: Sendable, Equatable {
    /// A number without point and exponent, -2^31 to 2^31 - 1.
    case integer(Int)
    /// A number with a point or an exponent; finite.
    case float(Float)
    case integers([Int])
    case floats([Float])
    case text(String)
}

extension NCNNValue {
    /// The integer, nil for any other kind.
    package var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number; nil for other kinds and for an integer other than 0, whose bits ncnn takes for
    /// those of a float (`ParamDict::get`).
    package var float: Float? {
        switch self {
        case .float(let value): value
        case .integer(0): 0
        default: nil
        }
    }

    /// The integers of an array, nil for any other kind.
    package var integers: [Int]? {
        if case .integers(let values) = self { values } else { nil }
    }

    /// The numbers of an array, with the same rule for integers as `float`.
    package var floats: [Float]? {
        switch self {
        case .floats(let values): values
        case .integers(let values) where values.allSatisfy { $0 == 0 }: values.map { _ in 0 }
        default: nil
        }
    }
}
