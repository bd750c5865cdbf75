/// One operation on the way of channels through a graph: what they are before it, and the sets that it
/// may extend, tie or fix.
///
/// The result and one input at least are pictures.
package struct ChannelStep {
    package let inputs: [OperationInput]
    /// Of the result.
    package let shape: Shape
    package var spaces: ChannelSpaces

    /// Channels that are looked at in a way that nobody follows: those of all inputs keep their order,
    /// and so do the result's.
    package mutating func opaque() -> ChannelLayout {
        for input in inputs { spaces.fix(input.layout) }
        return spaces.make(shape.channels, isFixed: true)
    }
}
