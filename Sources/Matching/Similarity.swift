import Graphs

/// How the weights of two networks of one structure stand to each other, layer by layer.
public struct Similarity: Sendable, Equatable {
    /// The layers in the order they run, at least those with weights between channels.
    public let layers: [LayerRelation]
    /// The cosine of all layers' weights as one vector, −1…1.
    public let cosine: Double

    package init(_ layers: [LayerRelation]) {
        self.layers = layers
        cosine =
            layers.reduce(into: LayerRelation.Products()) { sum, layer in
                sum.ab += layer.products.ab
                sum.aa += layer.products.aa
                sum.bb += layer.products.bb
            }.cosine
    }

    /// The share of all filters that stand in the same order in both networks, 0…1; 1 where there
    /// are none.  Chance alone leaves one filter a layer in place.
    public var orderShare: Double {
        let count = layers.reduce(0) { $0 + $1.filterCount }
        guard count > 0 else { return 1 }
        return Double(layers.reduce(0) { $0 + $1.filtersInPlace }) / Double(count)
    }
}
