/// The name and the shape of a value that goes into or comes out of a graph.
public struct ONNXValueInfo: Sendable, Equatable {
    /// The value's name.
    public let name: String

    /// Its dimensions, nil when the file says nothing about them.
    public let shape: [Dimension]?

    /// Makes a description that no file was read for.
    public init(name: String, shape: [Dimension]?) {
        self.name = name
        self.shape = shape
    }

    /// The size of one dimension.
    public enum Dimension: Sendable, Equatable {
        /// A size of 0 or more.
        case fixed(Int)
        /// A size that the caller chooses, by the name the file gives it.
        case named(String)
        /// A size that the file leaves open; a negative size is read as this.
        case unknown
    }
}
