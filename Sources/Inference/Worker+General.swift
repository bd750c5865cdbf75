import CKernels
import Networks
import Weights

/// The step that evaluates an operation plainly.
extension Worker {
    func run(_ general: Program.General, _ picture: UnsafeMutablePointer<Float>) {
        let inputs = general.inputs.map { planes($0, picture) }
        let slots = (general.parameters.map(\.slot).max() ?? -1) + 1
        var tensors = [Tensor](repeating: Tensor(shape: [0], values: []), count: slots)
        for parameter in general.parameters {
            let start = parameters.floats + family.packed.offsets[parameter.entry]
            let count = parameter.sizes.reduce(1, *)
            tensors[parameter.slot] = Tensor(
                shape: parameter.sizes,
                values: Array(UnsafeBufferPointer(start: start, count: count)))
        }
        let result = general.operation.evaluate(inputs, tensors, general.shape)
        let output = address(general.output, picture)
        for (index, value) in result.values.enumerated() { output[index] = value }
    }

    /// A value of the graph out of its place in memory.
    private func planes(
        _ input: Program.General.Input, _ picture: UnsafeMutablePointer<Float>
    ) -> Tensor {
        let (shape, lanes, place) = (input.shape, input.lanes, input.place)
        let source = address(place, picture)
        let values = [Float](unsafeUninitializedCapacity: shape.count) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            for block in 0..<(shape.channels + lanes - 1) / lanes {
                for y in 0..<shape.height {
                    segue_unblock_row(
                        source + block * place.block + y * place.row, Int32(shape.width),
                        Int32(lanes), Int32(min(lanes, shape.channels - block * lanes)),
                        target + (block * lanes * shape.height + y) * shape.width, shape.area)
                }
            }
            initialized = shape.count
        }
        return Tensor(shape: shape.sizes, values: values)
    }
}
