public import Presets

/// A network and its share of a mixture.
public struct WeightedReference: Sendable {
    /// The network.
    public let reference: NetworkReference
    /// α, 0 or more.
    public let weight: Double

    /// A share of a network.
    public init(reference: NetworkReference, weight: Double) {
        self.reference = reference
        self.weight = weight
    }

    /// The network as a user writes it.
    var name: String { reference.written }
}
