/// The layers of a `.param` file, whose counts and names have been checked.
struct NCNNLayers {
    let layers: [NCNNLayer]

    /// Parses a whole file. Throws `WeightsError`.
    init(file: String, bytes: [UInt8]) throws {
        var text = NCNNText(file: file, bytes: bytes)
        let magic = try text.require("7767517")
        guard magic.words == ["7767517"] else {
            throw magic.error(
                "'\(shortened(magic.words.joined(separator: " ")))'", expected: "7767517")
        }
        let counts = try text.require("the counts of layers and blobs")
        let (layerCount, blobCount) = try Self.counts(counts)
        var names = Names(file: file)
        var layers: [NCNNLayer] = []
        for index in 0..<layerCount {
            let line = try text.require("layer \(index + 1) of \(layerCount)")
            let layer = try NCNNLayer(line: line, file: file)
            try names.add(layer)
            layers.append(layer)
        }
        if let line = try text.next() {
            throw line.error(
                "a line after the last layer", expected: "the \(layerCount) layers of line 2")
        }
        guard names.blobs.count == blobCount else {
            throw counts.error(
                "\(blobCount) blobs", expected: "\(names.blobs.count) as the layers make")
        }
        self.layers = layers
    }

    private static func counts(_ line: NCNNText.Line) throws -> (layers: Int, blobs: Int) {
        let limits = 1...NCNNLimits.count
        guard line.words.count == 2, let layers = Int(line.words[0]),
            let blobs = Int(line.words[1]), limits.contains(layers), limits.contains(blobs)
        else {
            throw line.error(
                "'\(shortened(line.words.joined(separator: " ")))'",
                expected: "the counts of layers and blobs, each 1 to \(NCNNLimits.count)")
        }
        return (layers, blobs)
    }
}

/// The names that the layers so far have taken.
private struct Names {
    let file: String
    var layers: Set<String> = []
    var blobs: Set<String> = []

    init(file: String) {
        self.file = file
    }

    mutating func add(_ layer: NCNNLayer) throws {
        func error(_ found: String, _ expected: String) -> WeightsError {
            .malformedTensor(file: file, tensor: layer.name, found: found, expected: expected)
        }
        guard layers.insert(layer.name).inserted else {
            throw error("a second layer of this name", "one")
        }
        for name in layer.inputs where !blobs.contains(name) {
            throw error("reads '\(shortened(name))'", "a blob made before it")
        }
        for name in layer.outputs where !blobs.insert(name).inserted {
            throw error("makes '\(shortened(name))' again", "a blob that no layer made before")
        }
    }
}
