import Graphs

/// An operation computed by its plain evaluation.
struct ReferenceFallback: Sendable {
    struct Parameter: Sendable {
        /// Slot in the graph.
        let slot: Int
        let sizes: [Int]
        /// Entry of the packed parameters.
        let entry: Int
    }

    let operation: Operation
    /// In planes.
    let inputs: [(place: TensorView, shape: Shape)]
    /// In planes.
    let output: TensorView
    let shape: Shape
    let parameters: [Parameter]
}
