import Testing
import Weights

struct WeightedSumTests {
    @Test("the sum is Σ αᵢ θᵢ to a float's rounding in each of its terms")
    func closedForm() {
        let tensors = Self.tensors(4, count: 5001)
        let weights: [Float] = [0.1, 0.25, 0.4, 0.25]
        let sum = weightedSum(tensors, weights: weights).values
        for k in sum.indices {
            let terms = zip(tensors, weights).map { Double($0.values[k]) * Double($1) }
            // One rounding for each product and each addition, of partial sums that are no larger
            // than the sum of the magnitudes.
            let bound = terms.map(abs).reduce(0, +) * 0x1p-24 * 8
            #expect(abs(Double(sum[k]) - terms.reduce(0, +)) <= bound)
        }
    }

    @Test("a single member of weight 1 is copied bit for bit, whatever stands beside it")
    func single() {
        let tensors =
            Self.tensors(1, count: 100)
            + [Tensor(shape: [100], values: Array(repeating: -1e38, count: 100))]
        #expect(weightedSum(tensors, weights: [1, 0]) == tensors[0])
        #expect(weightedSum(tensors, weights: [0, 1]) == tensors[1])
        let zeros = Tensor(shape: [2], values: [-0.0, .leastNonzeroMagnitude])
        let bits = weightedSum([zeros, zeros], weights: [0, 1]).values.map(\.bitPattern)
        #expect(bits == zeros.values.map(\.bitPattern))
    }

    @Test("members of weight 0 are not read into the sum")
    func skipped() {
        let tensors = Self.tensors(2, count: 300)
        let infinite = Tensor(shape: [300], values: Array(repeating: .infinity, count: 300))
        #expect(
            weightedSum([tensors[0], infinite, tensors[1]], weights: [0.25, 0, 0.75])
                == weightedSum(tensors, weights: [0.25, 0.75]))
    }

    @Test("extrapolation takes negative weights")
    func extrapolation() {
        let a = Tensor(shape: [2], values: [1, 2])
        let b = Tensor(shape: [2], values: [3, -4])
        #expect(weightedSum([a, b], weights: [1.5, -0.5]).values == [0, 5])
    }

    @Test("the sum of none is 0, and an empty tensor stays empty")
    func empty() {
        let tensors = Self.tensors(2, count: 3)
        #expect(weightedSum(tensors, weights: [0, 0]).values == [0, 0, 0])
        let none = Tensor(shape: [0, 4], values: [])
        #expect(weightedSum([none, none], weights: [0.5, 0.5]) == none)
    }

    @Test("any division of the range gives the same bits")
    func shares() {
        let tensors = Self.tensors(3, count: 10_007)
        let weights: [Float] = [0.3, 0.3, 0.4]
        let whole = weightedSum(tensors, weights: weights).values
        for cut in [1, 17, 2048, 4095, 10_006] {
            var parts = [Float](repeating: .nan, count: whole.count)
            parts.withUnsafeMutableBufferPointer { output in
                tensors[0].values.withUnsafeBufferPointer { a in
                    tensors[1].values.withUnsafeBufferPointer { b in
                        tensors[2].values.withUnsafeBufferPointer { c in
                            guard let output = output.baseAddress, let a = a.baseAddress,
                                let b = b.baseAddress, let c = c.baseAddress
                            else { return }
                            for range in [cut..<whole.count, 0..<cut] {
                                weightedSum(
                                    into: output, members: [a, b, c], weights: weights,
                                    range: range)
                            }
                        }
                    }
                }
            }
            #expect(parts == whole)
        }
    }

    /// Tensors of numbers that look random and are the same in every run.
    static func tensors(_ members: Int, count: Int) -> [Tensor] {
        var state: UInt32 = 1
        return (0..<members).map { _ in
            Tensor(
                shape: [count],
                values: (0..<count).map { _ in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return Float(Int32(bitPattern: state)) * 0x1p-31
                })
        }
    }
}
