package import Graphs
import Imaging
import Networks
package import Weights

/// A graph run on plain numbers by the engine that renders images, for comparison with other
/// programs: the output may have any rank.
package struct GraphRun {
    private let worker: Worker

    /// Compiles a graph.
    ///
    /// - Parameters:
    ///   - graph: from an image of any number of channels to anything.
    ///   - tensors: its parameters by slot.
    ///   - lanes: channels side by side, 8 or 16.
    ///   - threads: 1 or more.
    ///   - isBanded: whether large values are computed by bands of rows.
    /// - Throws: ``InferenceError`` when memory is short.
    package init(
        _ graph: Graph, tensors: [Tensor], lanes: Int, threads: Int = 1, isBanded: Bool = false
    ) throws {
        let size = graph.inputShape
        let family = try CompiledFamily(
            graph, tensors: [tensors], rule: SizeRule(scale: 1, multiple: 1), convention: .unit,
            image: (size.width, size.height), threads: threads, isBanded: isBanded, lanes: lanes)
        worker = try family.makeWorker()
    }

    /// The output's numbers in row-major order.
    ///
    /// - Parameter input: as many numbers as the graph's input has, channel by channel.
    package func values(of input: [Float]) throws -> [Float] { try worker.values(of: input) }
}

extension Worker {
    /// Runs the only member on planes, without an image's range and order.
    fileprivate func values(of planes: [Float]) throws -> [Float] {
        family.team.adopt()
        mixture.mix([1], family.team)
        let shape = family.plan.outputShape
        return try planes.withUnsafeBufferPointer { planes in
            try [Float](unsafeUninitializedCapacity: shape.count) { output, initialized in
                // A graph's values have at least one number, so there are always addresses.
                guard let input = planes.baseAddress, let output = output.baseAddress else {
                    return
                }
                try compute(input)
                write(
                    input, rows: 0..<shape.height, columns: 0..<shape.width, to: output,
                    row: shape.width, plane: shape.area)
                initialized = shape.count
            }
        }
    }
}
