/// A value that an operation of a graph reads.
package struct OperationInput: Sendable {
    /// Its number in the graph.
    package let value: Int
    package let shape: Shape
    /// The slot of the parameter that it is; nil for what is computed.
    package let parameter: Int?
    /// Its channels; empty where nobody follows them.
    package let layout: ChannelLayout

    package init(value: Int, shape: Shape, parameter: Int?, layout: ChannelLayout = []) {
        self.value = value
        self.shape = shape
        self.parameter = parameter
        self.layout = layout
    }

    /// The slot of the parameter, where it is one of rank 2.
    package var matrix: Int? { shape.rank == 2 ? parameter : nil }
}
