extension Network {
    /// Multiply-accumulate operations for each pixel that comes in, on a picture of 1024×1024
    /// or the only size that it takes.
    ///
    /// - Throws: ``GraphError`` for a network that takes no such picture.
    public func operationsPerPixel() throws -> Double {
        let side = 1024
        let graph = try sampleGraph(side: side)
        return Double(graph.multiplyAccumulates) / Double(graph.inputShape.area)
    }
}
