package import Graphs
package import Imaging
package import Weights

/// A network family known by its tensor names, which builds its graph for any image size.
package protocol Architecture: Sendable {
    /// The name its authors use.
    static var name: String { get }
    /// The colours that its authors' networks take and give.
    var convention: PixelConvention { get }

    /// Whose statistics its authors' program uses in batch normalizations.
    var statistics: BatchStatistics { get }

    /// Pixels that an image's sides must be multiples of for the network to take it; a power of two.
    var sideMultiple: Int { get }

    /// Recognises itself in tensor names and reads its sizes from their shapes; nil for another's.
    init?(recognising checkpoint: Checkpoint)

    /// Whether the authors' own program drops the tensor when it reads such a file.
    func ignores(_ tensor: String) -> Bool

    /// Appends the forward pass and returns the output value.
    func forward(_ graph: inout GraphBuilder) throws(GraphError) -> Int
}

extension Architecture {
    package var name: String { Self.name }

    package var statistics: BatchStatistics { .stored }

    package var sideMultiple: Int { 1 }

    package func ignores(_ tensor: String) -> Bool { false }
}
