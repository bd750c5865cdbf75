import CKernels
import Graphs

/// The step that does everything between two convolutions.
extension Worker {
    func run(_ pass: ExecutionPlan.Pass, _ image: UnsafeMutablePointer<Float>) {
        var kernel = segue_pass()
        kernel.in = view(pass.input, image)
        kernel.out = view(pass.output, image)
        kernel.height = Int64(pass.shape.height)
        kernel.width = Int64(pass.shape.width)
        kernel.lanes = Int32(pass.lanes)
        kernel.channels = Int32(pass.shape.channels)
        kernel.outside = pass.gather?.outside ?? 0
        kernel.count = Int32(pass.stages.count)
        let stages = pass.stages.map { stage($0, image) }
        withUnsafeMutableBytes(of: &kernel.stages) { target in
            stages.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        withIndices(of: pass.gather) { rows, columns in
            kernel.rows = rows
            kernel.columns = columns
            withUnsafePointer(to: kernel) { kernel in
                family.team.forEach(pass.blocks * pass.shape.height) { range in
                    family.kernels.pass_rows(
                        kernel, Int64(range.lowerBound), Int64(range.upperBound))
                }
            }
        }
    }

    private func withIndices(
        of gather: PixelGather?,
        _ body: (UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Void
    ) {
        guard let gather else { return body(nil, nil) }
        gather.rows.withUnsafeBufferPointer { rows in
            gather.columns.withUnsafeBufferPointer { columns in
                body(rows.baseAddress, columns.baseAddress)
            }
        }
    }

    private func stage(
        _ stage: ExecutionPlan.Stage, _ image: UnsafeMutablePointer<Float>
    ) -> segue_stage {
        var result = segue_stage()
        switch stage {
        case .affine(let table):
            result.kind = SEGUE_AFFINE
            result.a = UnsafePointer(affines[table].scale.floats)
            result.b = UnsafePointer(affines[table].shift.floats)
        case .rectifier(let entry):
            result.kind = SEGUE_PARAMETRIC_RELU
            result.a = UnsafePointer(packed(entry))
        case .function(let activation):
            (result.kind, result.p, result.q) = activation.kernel
        case .combination(let function, let place, let reversed):
            result.kind = function.kernel(reversed: reversed)
            result.operand = view(place, image)
        }
        return result
    }

    func view(_ place: TensorView, _ image: UnsafeMutablePointer<Float>) -> segue_view {
        segue_view(
            data: address(place, image), row: place.row, pixel: place.pixel, block: place.block,
            lane: place.lane)
    }
}

extension Activation {
    /// The kernel's name for the function and its two numbers.
    var kernel: (segue_kind, Float, Float) {
        switch self {
        case .relu: (SEGUE_RELU, 0, 0)
        case .leakyReLU(let slope): (SEGUE_LEAKY_RELU, slope, 0)
        case .thresholdedReLU(let threshold): (SEGUE_THRESHOLDED_RELU, threshold, 0)
        case .elu(let alpha, let scale): (SEGUE_ELU, alpha, scale)
        case .celu(let alpha): (SEGUE_CELU, alpha, 0)
        case .silu: (SEGUE_SILU, 0, 0)
        case .gelu: (SEGUE_GELU, 0, 0)
        case .tanhGELU: (SEGUE_TANH_GELU, 0, 0)
        case .mish: (SEGUE_MISH, 0, 0)
        case .softplus: (SEGUE_SOFTPLUS, 0, 0)
        case .softsign: (SEGUE_SOFTSIGN, 0, 0)
        case .sigmoid: (SEGUE_SIGMOID, 0, 0)
        case .tanh: (SEGUE_TANH, 0, 0)
        case .hardSigmoid(let slope, let offset): (SEGUE_HARD_SIGMOID, slope, offset)
        case .hardSwish(let slope, let offset): (SEGUE_HARD_SWISH, slope, offset)
        case .clip(let low, let high): (SEGUE_CLIP, low, high)
        case .linear(let slope, let offset): (SEGUE_LINEAR, slope, offset)
        case .absolute: (SEGUE_ABSOLUTE, 0, 0)
        case .squareRoot: (SEGUE_SQUARE_ROOT, 0, 0)
        case .reciprocal: (SEGUE_RECIPROCAL, 0, 0)
        case .exponential: (SEGUE_EXPONENTIAL, 0, 0)
        case .logarithm: (SEGUE_LOGARITHM, 0, 0)
        case .errorFunction: (SEGUE_ERROR_FUNCTION, 0, 0)
        case .roundedDown: (SEGUE_FLOOR, 0, 0)
        case .roundedUp: (SEGUE_CEILING, 0, 0)
        case .rounded: (SEGUE_ROUND, 0, 0)
        case .sign: (SEGUE_SIGN, 0, 0)
        case .sine: (SEGUE_SINE, 0, 0)
        case .cosine: (SEGUE_COSINE, 0, 0)
        }
    }
}

extension Arithmetic.Function {
    /// - Parameter reversed: whether the pass's value is the second operand.
    fileprivate func kernel(reversed: Bool) -> segue_kind {
        switch self {
        case .addition: SEGUE_ADD
        case .subtraction: reversed ? SEGUE_SUBTRACT_FROM : SEGUE_SUBTRACT
        case .multiplication: SEGUE_MULTIPLY
        case .division: reversed ? SEGUE_DIVIDE_INTO : SEGUE_DIVIDE
        case .power: reversed ? SEGUE_POWER_OF : SEGUE_POWER
        case .larger: SEGUE_LARGER
        case .smaller: SEGUE_SMALLER
        }
    }
}
