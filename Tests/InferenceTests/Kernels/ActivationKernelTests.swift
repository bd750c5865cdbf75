import CKernels
import Graphs
import Testing

@testable import Inference

/// The vectorised functions against float64 arithmetic of the system's library.
struct ActivationKernelTests {
    static let functions: [Activation] = [
        .relu, .leakyReLU(slope: 0.2), .thresholdedReLU(threshold: 0.3),
        .elu(alpha: 1.67326, scale: 1.0507), .celu(alpha: 1.5), .silu, .gelu, .tanhGELU, .mish,
        .softplus, .softsign, .sigmoid, .tanh, .hardSigmoid(slope: 0.2, offset: 0.5),
        .hardSwish(slope: 1 / 6, offset: 0.5), .clip(low: -0.5, high: 0.75),
        .linear(slope: -0.7, offset: 0.1), .absolute, .squareRoot, .reciprocal, .exponential,
        .logarithm, .errorFunction, .roundedDown, .roundedUp, .rounded, .sign, .sine, .cosine,
    ]

    /// One in 40961 of all floats, of every exponent and both signs.
    static let sample: [Float] = stride(from: UInt32(0), to: .max - 40961, by: 40961)
        .map { Float(bitPattern: $0) }.filter(\.isFinite)

    @Test(
        "every function is within 1 unit in the last place of the rounded one", arguments: functions
    )
    func accuracy(activation: Activation) {
        let (kind, p, q) = activation.kernel
        var values = Self.sample
        segue_kernels_in_use().pointee.apply(kind, p, q, &values, Int64(values.count))
        var worst = 0.0
        for (x, found) in zip(Self.sample, values) {
            let expected = activation(x)
            guard expected.isFinite else {
                #expect(!found.isFinite || abs(x) > 1e30)
                continue
            }
            // In these formulae 1 + erf x and 1 + tanh x lose all digits below 0, the kernels none.
            let lost = activation == .gelu || activation == .tanhGELU ? abs(Double(x)) * 0x1p-52 : 0
            let unit = max(Double(expected.ulp), lost)
            worst = max(worst, abs(Double(found) - Double(expected)) / unit)
        }
        #expect(worst <= 1, "\(activation): \(worst) units")
    }

    @Test("what is not a number stays so", arguments: functions)
    func notANumber(activation: Activation) {
        guard activation != .clip(low: -0.5, high: 0.75) else { return }
        let (kind, p, q) = activation.kernel
        var values = [Float](repeating: .nan, count: 5)
        segue_kernels_in_use().pointee.apply(kind, p, q, &values, 5)
        let expected = activation(.nan)
        for value in values { #expect(value.isNaN == expected.isNaN) }
    }

    @Test("infinities have the functions' limits")
    func limits() {
        let cases: [(Activation, Float, Float)] = [
            (.sigmoid, .infinity, 1), (.sigmoid, -.infinity, 0), (.tanh, .infinity, 1),
            (.tanh, -.infinity, -1), (.silu, .infinity, .infinity), (.gelu, .infinity, .infinity),
            (.exponential, .infinity, .infinity), (.exponential, -.infinity, 0),
            (.softplus, -.infinity, 0), (.softplus, .infinity, .infinity),
            (.elu(alpha: 1, scale: 1), -.infinity, -1), (.errorFunction, .infinity, 1),
            (.errorFunction, -.infinity, -1),
        ]
        for (activation, x, expected) in cases {
            let (kind, p, q) = activation.kernel
            var value = x
            segue_kernels_in_use().pointee.apply(kind, p, q, &value, 1)
            #expect(value == expected, "\(activation) of \(x)")
        }
    }
}
