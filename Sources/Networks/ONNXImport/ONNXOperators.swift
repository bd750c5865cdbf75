import Graphs
import Weights

/// The operators that are taken in, each with what is done for it.
enum ONNXOperators {
    /// Appends what a node stands for and gives its outputs, one or the first few.
    typealias Compute = @Sendable (inout ONNXImportState, ONNXNode) throws -> [ONNXValue]
    /// Computes a node all of whose inputs are constants.
    typealias Fold = @Sendable (ONNXImportState, ONNXNode) throws -> Constant

    /// On values that the image or weights make.
    static let computing: [String: Compute] = [
        convolutions, poolings, reductions, normalizations, activations, arithmetic, comparisons,
        rearranging, copying, resizings,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// Every operator that is taken in, by name.
    static let names = Set(computing.keys).union(folding.keys).union(["Constant"]).sorted()
}
