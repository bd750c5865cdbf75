import Foundation
import Graphs
import Weights

/// Activations written as a value times a gate that the same value opens.
extension ONNXImportState {
    /// A gate's value, what times the value and the gate is the activation, and the activation.
    private struct Gate {
        let value: Int
        let factor: Double
        let activation: Activation
    }

    mutating func gatedActivation(
        _ node: ONNXNode, _ operation: Graphs.Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard let parts = product(operation, inputs) else { return nil }
        if parts.values.count == 1, let clipped = clippedSum(parts.values[0]),
            isNearly(parts.factor, 1 / 6)
        {
            return try append(
                node, .activation(.hardSigmoid(slope: 1 / 6, offset: 0.5)), clipped)
        }
        for part in candidates(parts.values) {
            guard let gate = gate(part) else { continue }
            let whole = product(operation, inputs, keeping: [gate.value, part])
            guard let whole, whole.values.sorted() == [gate.value, part].sorted(),
                isNearly(whole.factor, gate.factor)
            else { continue }
            return try append(node, .activation(gate.activation), gate.value)
        }
        return nil
    }

    /// The factors, and those that they are products of.
    private func candidates(_ values: [Int]) -> [Int] {
        values
            + values.flatMap { value in
                operation(making: value).flatMap { product($0, inputs(of: value)) }?.values ?? []
            }
    }

    /// The values and the number whose product an operation makes; nil when it makes no product.
    private func product(
        _ operation: Graphs.Operation, _ inputs: [Int]
    ) -> (values: [Int], factor: Double)? {
        if let (base, slope, offset) = affine(operation, inputs) {
            return offset == 0 ? ([base], slope) : nil
        }
        guard case .arithmetic(let arithmetic) = operation, arithmetic.function == .multiplication
        else { return nil }
        return (inputs, 1)
    }

    /// As above, the factors taken apart too except for those kept; a few steps back.
    private func product(
        _ operation: Graphs.Operation, _ inputs: [Int], keeping kept: [Int]
    ) -> (values: [Int], factor: Double)? {
        guard var (values, factor) = product(operation, inputs) else { return nil }
        for _ in 0..<3 {
            for (place, value) in values.enumerated() where !kept.contains(value) {
                guard let inner = self.operation(making: value),
                    let parts = product(inner, self.inputs(of: value))
                else { continue }
                values.replaceSubrange(place...place, with: parts.values)
                factor *= parts.factor
                break
            }
        }
        return (values, factor)
    }

    private func gate(_ value: Int) -> Gate? {
        switch operation(making: value) {
        case .activation(.sigmoid)?:
            return Gate(value: inputs(of: value)[0], factor: 1, activation: .silu)
        case .activation(.hardSigmoid(let slope, let offset))?:
            return Gate(
                value: inputs(of: value)[0], factor: 1,
                activation: .hardSwish(slope: slope, offset: offset))
        case .activation(.tanh)?:
            let inner = inputs(of: value)[0]
            guard operation(making: inner) == .activation(.softplus) else { return nil }
            return Gate(value: inputs(of: inner)[0], factor: 1, activation: .mish)
        default:
            if let x = clippedSum(value) {
                return Gate(
                    value: x, factor: 1 / 6, activation: .hardSwish(slope: 1 / 6, offset: 0.5))
            }
            return gelu(value)
        }
    }

    /// x of min(max(x + 3, 0), 6).
    private func clippedSum(_ value: Int) -> Int? {
        guard operation(making: value) == .activation(.clip(low: 0, high: 6)) else { return nil }
        let sum = affine(inputs(of: value)[0])
        return sum.slope == 1 && sum.offset == 3 ? sum.base : nil
    }

    /// s (1 + erf(x / √2)) or s (1 + tanh(√(2/π) (x + 0.044715 x³))).
    private func gelu(_ value: Int) -> Gate? {
        let (function, slope, offset) = affine(value)
        guard slope == offset, slope != 0, let inner = inputs(of: function).first else {
            return nil
        }
        let argument = affine(inner)
        guard argument.offset == 0 else { return nil }
        switch operation(making: function) {
        case .activation(.errorFunction)? where isNearly(argument.slope, 0.5.squareRoot()):
            return Gate(value: argument.base, factor: 0.5 / slope, activation: .gelu)
        case .activation(.tanh)? where isNearly(argument.slope, (2 / Double.pi).squareRoot()):
            guard let x = cubicSum(argument.base) else { return nil }
            return Gate(value: x, factor: 0.5 / slope, activation: .tanhGELU)
        default: return nil
        }
    }

    /// x of x + 0.044715 x³.
    private func cubicSum(_ value: Int) -> Int? {
        guard operation(making: value) == .addition else { return nil }
        let parts = inputs(of: value)
        for (x, term) in [(parts[0], parts[1]), (parts[1], parts[0])] {
            guard let operation = operation(making: term),
                let whole = product(operation, inputs(of: term), keeping: [x]),
                isNearly(whole.factor, 0.044715)
            else { continue }
            if whole.values == [x, x, x] { return x }
            if whole.values.count == 1, isCube(whole.values[0], of: x) { return x }
        }
        return nil
    }

    private func isCube(_ value: Int, of x: Int) -> Bool {
        guard case .arithmetic(let power)? = operation(making: value), power.function == .power
        else { return false }
        return inputs(of: value)[0] == x && scalar(inputs(of: value)[1]) == 3
    }
}
