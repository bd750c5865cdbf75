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
