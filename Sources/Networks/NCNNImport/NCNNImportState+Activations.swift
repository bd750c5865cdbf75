import Graphs
import Weights

extension NCNNImportState {
    /// The function of a layer that is one function of every value; nil for other layers.
    func activation(of layer: NCNNLayer) throws(GraphError) -> Activation? {
        let setting = setting(layer)
        switch layer.type {
        case "ReLU":
            let slope = try setting.float(0, default: 0)
            return slope == 0 ? .relu : .leakyReLU(slope: slope)
        case "Sigmoid": return .sigmoid
        case "TanH": return .tanh
        case "Swish": return .silu
        case "Mish": return .mish
        case "GELU": return try setting.flag(0) ? .tanhGELU : .gelu
        case "ELU": return .elu(alpha: try setting.float(0, default: 0.1), scale: 1)
        case "SELU":
            return .elu(
                alpha: try setting.float(0, default: 1.67326324),
                scale: try setting.float(1, default: 1.050700987))
        case "Clip":
            return .clip(
                low: try setting.float(0, default: -Float.greatestFiniteMagnitude),
                high: try setting.float(1, default: .greatestFiniteMagnitude))
        case "HardSigmoid":
            let (slope, offset) = try ramp(layer)
            return .hardSigmoid(slope: slope, offset: offset)
        case "HardSwish":
            let (slope, offset) = try ramp(layer)
            return .hardSwish(slope: slope, offset: offset)
        default: return nil
        }
    }

    private func ramp(
        _ layer: NCNNLayer
    ) throws(GraphError) -> (slope: Float, offset: Float) {
        let setting = setting(layer)
        let slope = try setting.float(0, default: 0.2)
        guard slope > 0 else { throw setting.error(0, "\(slope)", expected: "a slope above 0") }
        return (slope, try setting.float(1, default: 0.5))
    }

    /// Appends the function that ncnn fuses to a convolution or an inner product: setting 9 says
    /// which, 10 has its numbers (src/layer/fused_activation.h).
    mutating func appendFused(_ layer: NCNNLayer, _ value: Int) throws(GraphError) -> Int {
        guard let function = try fusedActivation(layer) else { return value }
        return try builder.append("\(layer.name).activation", .activation(function), value)
    }

    private func fusedActivation(_ layer: NCNNLayer) throws(GraphError) -> Activation? {
        let setting = setting(layer)
        let type = try setting.integer(9, default: 0, in: 0...6)
        let numbers = try setting.floats(10)
        let needed = [2: 1, 3: 2, 6: 2][type] ?? 0
        guard numbers.count >= needed else {
            throw setting.error(
                10, "\(numbers.count) numbers", expected: "\(needed) for the activation \(type)")
        }
        switch type {
        case 1: return .relu
        case 2: return .leakyReLU(slope: numbers[0])
        case 3: return .clip(low: numbers[0], high: numbers[1])
        case 4: return .sigmoid
        case 5: return .mish
        case 6:
            guard numbers[0] > 0 else {
                throw setting.error(10, "\(numbers[0])", expected: "a slope above 0")
            }
            return .hardSwish(slope: numbers[0], offset: numbers[1])
        default: return nil
        }
    }

    mutating func appendParametricReLU(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let (slope, shape) = try builder.parameter(weight(layer, "slope"))
        let count = Shape(shape).count
        return try builder.append(
            layer.name, .parametricReLU(ParametricReLU(slope: slope, count: count)),
            input(layer))
    }

    /// Dropout after training, with the factor that some converters leave in it.
    mutating func appendDropout(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let factor = try setting(layer).float(0, default: 1)
        guard factor != 1 else { return try input(layer) }
        return try builder.append(
            layer.name, .activation(.linear(slope: factor, offset: 0)), input(layer))
    }
}
