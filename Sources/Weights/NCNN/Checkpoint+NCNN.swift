extension Checkpoint {
    /// The weights of a network in file order, named after their layers.
    ///
    /// NaN and infinity were judged when the network was read.
    public init(ncnn model: NCNNModel) {
        self.init(
            file: model.file, names: model.layers.flatMap(\.weights), tensors: model.tensors)
    }
}
