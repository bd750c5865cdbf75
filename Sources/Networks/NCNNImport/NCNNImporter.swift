package import Graphs
package import Imaging
package import Weights

/// Turns the layers of an ncnn network into a ``Graph`` at a concrete input size.
///
/// What each layer computes follows ncnn's plain implementations (src/layer/*.cpp). A blob of ncnn has
/// no batch: c × h × w, h × w or w numbers are a value 1 × c × h × w, 1 × h × w or 1 × w here.
package enum NCNNImporter {
    /// Builds the graph for one input shape.
    package static func graph(
        of model: NCNNModel, tensors: [String: Tensor], input: Shape,
        statistics: BatchStatistics? = nil
    ) throws -> Graph {
        let image = try inputName(of: model, input: input)
        let output = try outputName(of: model)
        var state = NCNNImportState(
            model: model, input: image,
            builder: try GraphBuilder(
                file: model.file, tensors: tensors, input: input, statistics: statistics))
        for layer in model.layers where layer.type != "Input" { try state.take(layer) }
        guard let value = state.values[output] else {
            throw notAnImage(model, "output '\(shortened(output))' that no layer makes")
        }
        return state.builder.finish(output: value)
    }

    private static func inputName(of model: NCNNModel, input: Shape) throws -> String {
        let inputs = model.layers.filter { $0.type == "Input" }
        guard inputs.count == 1, let only = inputs.first, only.outputs.count == 1 else {
            throw GraphError.notAnImageNetwork(
                file: model.file, found: "\(inputs.flatMap(\.outputs).count) inputs",
                expected: "one picture")
        }
        // Width and height are those of the sample that the network was converted with.
        let channels = try NCNNSetting(layer: only, file: model.file).integer(2, default: 0)
        guard channels == 0 || channels == input.channels else {
            throw GraphError.otherChannels(
                file: model.file, takes: channels, expected: input.channels)
        }
        return only.outputs[0]
    }

    /// The blob that no layer reads; of several the one that is called the output.
    private static func outputName(of model: NCNNModel) throws -> String {
        let read = Set(model.layers.flatMap(\.inputs))
        let unread = model.layers.flatMap(\.outputs).filter { !read.contains($0) }
        if unread.count == 1 { return unread[0] }
        if let output = ["out0", "output"].first(where: unread.contains) { return output }
        let names = unread.prefix(3).map { shortened($0) }.joined(separator: ", ")
        throw notAnImage(model, "\(unread.count) blobs that no layer reads (\(names))")
    }

    private static func notAnImage(_ model: NCNNModel, _ found: String) -> GraphError {
        .notAnImageNetwork(
            file: model.file, found: found, expected: "one, or one called out0 or output")
    }
}
