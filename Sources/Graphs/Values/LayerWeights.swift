/// The weights by which a layer combines channels.
package struct LayerWeights: Sendable, Equatable {
    /// The parameter's slot.
    package let slot: Int
    /// The axis of the weights along which output channels are counted.
    package let axis: Int

    package init(slot: Int, axis: Int) {
        self.slot = slot
        self.axis = axis
    }
}
