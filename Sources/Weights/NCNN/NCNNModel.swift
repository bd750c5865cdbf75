/// A network as an ncnn file pair describes it: nothing is inferred or folded yet.
///
/// The `.param` file is text and has the layers; the `.bin` file beside it has their weights. The
/// formats are those of ncnn's `Net::load_param` (src/net.cpp), `ParamDict::load_param`
/// (src/paramdict.cpp) and `ModelBinFromDataReader` (src/modelbin.cpp).
public struct NCNNModel: Sendable {
    /// The `.param` file, as the user wrote it: the place that messages name.
    public let file: String

    /// The layers in the order of the file, at least one: each reads what earlier ones make.
    public let layers: [NCNNLayer]

    /// The weights of all layers, by the names that `layers` give them.
    public let tensors: [String: Tensor]

    /// Makes a network that no file was read for.
    public init(file: String, layers: [NCNNLayer], tensors: [String: Tensor]) {
        self.file = file
        self.layers = layers
        self.tensors = tensors
    }
}

extension Checkpoint {
    /// The weights of a network in file order, named after their layers.
    ///
    /// NaN and infinity were judged when the network was read.
    public init(ncnn model: NCNNModel) {
        self.init(
            file: model.file, names: model.layers.flatMap(\.weights), tensors: model.tensors)
    }
}
