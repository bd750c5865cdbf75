import Graphs

extension CompiledFamily: FrameFamily {
    public var inputSize: (width: Int, height: Int) { format.inputSize }
    public var outputSize: (width: Int, height: Int) { format.outputSize }

    /// Makes a worker with buffers of its own.
    public func makeWorker() throws -> Worker { try Worker(self) }

    public func makeFrameWorker() throws -> any FrameWorker { try makeWorker() }

    public var memberBytes: Int { packed.byteCount }

    public var workerBytes: Int {
        Workspace.byteCount([self]) + MixedParameters.byteCount(packed) + format.passingBytes
    }

    public var operationCount: Int { graph.multiplyAccumulates }

    public var tileCount: Int { 1 }
}
