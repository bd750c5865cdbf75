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

extension NCNNLayer {
    /// Reads a line `TYPE NAME INPUTCOUNT OUTPUTCOUNT INPUT… OUTPUT… SETTING…`, without weights.
    ///
    /// Throws `WeightsError`.
    init(line: NCNNText.Line, file: String) throws {
        let words = line.words
        guard words.count >= 4, let inputCount = Int(words[2]), let outputCount = Int(words[3])
        else {
            throw line.error(
                "'\(shortened(words.joined(separator: " ")))'",
                expected: "a layer: TYPE NAME INPUTCOUNT OUTPUTCOUNT and what they count")
        }
        let blobs = words.count - 4
        guard inputCount >= 0, outputCount >= 0, inputCount <= blobs,
            outputCount <= blobs - inputCount
        else {
            throw line.error(
                "\(inputCount) inputs and \(outputCount) outputs",
                expected: "as many names as counted; \(blobs) words follow")
        }
        type = words[0]
        name = words[1]
        inputs = Array(words[4..<4 + inputCount])
        outputs = Array(words[4 + inputCount..<4 + inputCount + outputCount])
        parameters = try Self.parameters(
            words[(4 + inputCount + outputCount)...], of: words[1], in: file)
        weights = []
        for word in words[..<(4 + inputCount + outputCount)] {
            guard word.utf8.count <= NCNNLimits.nameSize else {
                throw line.error(
                    "a name of \(word.utf8.count) bytes",
                    expected: "at most \(NCNNLimits.nameSize)")
            }
        }
    }

    /// The same layer with the names of its weights.
    func with(weights: [String]) -> NCNNLayer {
        NCNNLayer(
            type: type, name: name, inputs: inputs, outputs: outputs, parameters: parameters,
            weights: weights)
    }

    private static func parameters(
        _ words: ArraySlice<String>, of layer: String, in file: String
    ) throws -> [Int: NCNNValue] {
        var parameters: [Int: NCNNValue] = [:]
        for word in words {
            let (id, value) = try NCNNValue.parse(word, of: layer, in: file)
            guard parameters.updateValue(value, forKey: id) == nil else {
                throw WeightsError.malformedTensor(
                    file: file, tensor: layer, found: "setting \(id) a second time",
                    expected: "each once")
            }
        }
        return parameters
    }
}
