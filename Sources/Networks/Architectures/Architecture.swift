package import Weights

/// A network family known by its tensor names, which builds its graph for any picture size.
package protocol Architecture: Sendable {
    /// The name its authors use.
    static var name: String { get }
    /// The colours that its authors' networks take and give.
    var convention: PixelConvention { get }

    /// Recognises itself in tensor names and reads its sizes from their shapes; nil for another's.
    init?(recognising checkpoint: Checkpoint)

    /// Whether the authors' own program drops the tensor when it reads such a file.
    func ignores(_ tensor: String) -> Bool

    /// Appends the forward pass and returns the output value.
    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int
}

extension Architecture {
    package var name: String { Self.name }

    package func ignores(_ tensor: String) -> Bool { false }
}

/// Every architecture, in the order they are asked.
let architectures: [any Architecture.Type] = [TransformerNet.self]
