/// The limits of a file's claims; far above every network, far below what would exhaust memory.
enum ONNXLimits {
    /// Bytes of a file: Protocol Buffers' own limit.
    static let fileSize = (2 << 30) - 1

    /// Nodes, initialisers, inputs or outputs of a graph, and names or numbers of a node.
    static let count = 100_000
}
