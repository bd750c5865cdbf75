import CKernels
import Graphs
import Weights

/// The steps on values of any rank.
extension Worker {
    func run(_ multiply: ExecutionPlan.Multiply, _ image: UnsafeMutablePointer<Float>) {
        let (a, b) = (address(multiply.a, image), address(multiply.b, image))
        let output = address(multiply.output, image)
        let (rows, depth, columns) = (multiply.rows, multiply.depth, multiply.columns)
        family.team.forEach(multiply.batch.count * rows) { items in
            for item in items {
                let (index, row) = (item / rows, item % rows)
                let (left, right) = multiply.batch[index]
                family.kernels.matrix_rows(
                    a + left * rows * depth, b + right * depth * columns,
                    output + index * rows * columns, Int64(depth), Int64(columns), Int64(row),
                    Int64(row + 1))
            }
        }
    }

    func run(_ soften: ExecutionPlan.Soften, _ image: UnsafeMutablePointer<Float>) {
        let (input, output) = (address(soften.input, image), address(soften.output, image))
        let (outer, axis, inner) = soften.sizes
        family.team.forEach(outer * inner) { items in
            for item in items {
                let start = item / inner * axis * inner + item % inner
                family.kernels.softmax(
                    input + start, output + start, Int64(axis), inner, soften.logarithm ? 1 : 0)
            }
        }
    }

    func run(_ gather: ExecutionPlan.Gather, _ image: UnsafeMutablePointer<Float>) {
        family.kernels.gather(
            address(gather.input, image), gather.sizes.map(Int64.init),
            gather.steps.map(Int64.init), Int32(gather.sizes.count),
            address(gather.output, image))
    }

    func run(_ fallback: ExecutionPlan.ReferenceFallback, _ image: UnsafeMutablePointer<Float>) {
        let inputs = fallback.inputs.map { place, shape in
            let values = UnsafeBufferPointer(start: address(place, image), count: shape.count)
            return Tensor(shape: shape.sizes, values: Array(values))
        }
        let slots = (fallback.parameters.map(\.slot).max() ?? -1) + 1
        var tensors = [Tensor](repeating: Tensor(shape: [0], values: []), count: slots)
        for parameter in fallback.parameters {
            let start = packed(parameter.entry)
            let values = UnsafeBufferPointer(start: start, count: parameter.sizes.reduce(1, *))
            tensors[parameter.slot] = Tensor(shape: parameter.sizes, values: Array(values))
        }
        let result = fallback.operation.evaluate(inputs, tensors, fallback.shape)
        let output = address(fallback.output, image)
        for (index, value) in result.values.enumerated() { output[index] = value }
    }
}
