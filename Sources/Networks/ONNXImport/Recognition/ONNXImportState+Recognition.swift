import Graphs
import Weights

/// Groups of operations that exporters write for one: found when the last of them is appended, by
/// looking back at what makes its inputs.  The others stay for whoever else reads them, and are pruned
/// at the end where nobody does.
extension ONNXImportState {
    /// Gives the value that the operation together with those before it makes; nil when they are not
    /// recognised.
    typealias Recognition =
        @Sendable (
            inout ONNXImportState, ONNXNode, Operation, [Int]
        ) throws -> Int?

    private static let recognitions: [Recognition] = [
        { try $0.movedTransposition($1, $2, $3) },
        { try $0.joinedReshaping($1, $2, $3) },
        { try $0.pixelShuffle($1, $2, $3) },
        { try $0.groupNormalization($1, $2, $3) },
        { try $0.normalization($1, $2, $3) },
        { try $0.affineNormalization($1, $2, $3) },
        { try $0.gatedActivation($1, $2, $3) },
    ]

    mutating func recognised(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        for recognition in Self.recognitions {
            if let value = try recognition(&self, node, operation, inputs) { return value }
        }
        return nil
    }
}

/// Looking back.
extension ONNXImportState {
    /// The operation that makes a value.
    func operation(making value: Int) -> Operation? { builder.node(making: value)?.operation }

    /// The values that the operation making a value reads; none for the image.
    func inputs(of value: Int) -> [Int] { builder.node(making: value)?.inputs ?? [] }

    /// The number that a value of one element is whatever the image; nil for others.
    func scalar(_ value: Int) -> Double? {
        guard builder.shape(of: value).count == 1 else { return nil }
        switch operation(making: value) {
        case .fill(let fill)?: return Double(fill.value)
        case .parameter(let parameter)?: return number(ofParameter: parameter.slot)
        default: return nil
        }
    }

    /// A value as slope · base + offset of another; itself with 1 and 0 when it is not made so.
    func affine(_ value: Int) -> (base: Int, slope: Double, offset: Double) {
        guard let operation = operation(making: value) else { return (value, 1, 0) }
        return affine(operation, inputs(of: value)) ?? (value, 1, 0)
    }

    func affine(
        _ operation: Operation, _ inputs: [Int]
    ) -> (base: Int, slope: Double, offset: Double)? {
        switch operation {
        case .activation(.linear(let slope, let offset)):
            return (inputs[0], Double(slope), Double(offset))
        case .arithmetic(let arithmetic):
            if let number = scalar(inputs[1]) {
                return affine(arithmetic.function, inputs[0], number)
            }
            guard let number = scalar(inputs[0]), arithmetic.function.isCommutative else {
                return nil
            }
            return affine(arithmetic.function, inputs[1], number)
        default: return nil
        }
    }

    private func affine(
        _ function: Arithmetic.Function, _ base: Int, _ number: Double
    ) -> (base: Int, slope: Double, offset: Double)? {
        switch function {
        case .addition: (base, 1, number)
        case .subtraction: (base, 1, -number)
        case .multiplication: (base, number, 0)
        case .division: (base, 1 / number, 0)
        case .power, .larger, .smaller: nil
        }
    }

    /// Whether two values are computed alike from the same ones, looking back a few steps.
    func isSame(_ a: Int, _ b: Int, steps: Int = 3) -> Bool {
        guard a != b else { return true }
        guard steps > 0, let first = builder.node(making: a), let second = builder.node(making: b)
        else { return false }
        return first.operation == second.operation && first.inputs.count == second.inputs.count
            && zip(first.inputs, second.inputs).allSatisfy { isSame($0, $1, steps: steps - 1) }
    }
}

extension Arithmetic.Function {
    fileprivate var isCommutative: Bool { self == .addition || self == .multiplication }
}

/// Whether a constant of a formula is meant: files keep it as a 32-bit float.
func isNearly(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * abs(b) }
