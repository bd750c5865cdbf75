package import Graphs

/// One convolution by oneDNN with buffers of its own, to be measured by itself.
package final class LoneConvolution {
    /// What it is and what oneDNN computes it with.
    package let description: StepDescription

    private let team: ThreadTeam
    private let stream: OneDNNEngine.Stream
    private let buffers: [AlignedMemory]
    private let bound: OneDNNConvolution.Bound

    /// Compiles a convolution between blocked values, or from planes where it has few input channels.
    ///
    /// - Parameters:
    ///   - input: its padding apart, what comes in; filled with ones.
    ///   - threads: 1 or more.
    /// - Throws: ``GraphError`` for an input that does not fit, ``InferenceError``.
    package init(_ convolution: Convolution, input: Shape, threads: Int) throws {
        team = ThreadTeam(threads: threads)
        team.adopt()
        let engine = try OneDNNEngine()
        stream = try OneDNNEngine.Stream(engine)
        let lanes = OneDNNEngine.lanes
        let inputLanes = input.channels > 4 ? lanes : 1
        let output = try convolution.outputShape([input])
        let primitive = try OneDNNConvolution(
            convolution, input: input, output: output, lanes: (inputLanes, lanes), engine: engine)
        func floats(_ shape: Shape, _ lanes: Int) -> Int {
            shape.area * ((shape.channels + lanes - 1) / lanes * lanes)
        }
        buffers = try [
            floats(input, inputLanes), floats(output, lanes), primitive.weightBytes / 4 + 1,
            output.channels + lanes, primitive.scratchpadBytes / 4 + 1,
        ].map { count throws(InferenceError) in try AlignedMemory(floats: count, repeating: 1) }
        let addresses = buffers.map(\.floats)
        bound = try primitive.bound(
            to: OneDNNConvolution.Buffers(
                source: addresses[0], destination: addresses[1], weights: addresses[2],
                bias: convolution.bias == nil ? nil : addresses[3], scratchpad: addresses[4]))
        description = StepDescription(primitive.form, kernel: primitive.implementation)
    }

    /// Computes the convolution once.
    package func run() throws {
        team.adopt()
        try bound.run(on: stream)
    }
}
