import Graphs
import Testing
import Weights

/// Operations where the answer can be written down.
struct ClosedFormTests {
    @Test("reflection leaves the edge out: c b | a b c | b a")
    func reflection() {
        #expect(
            Padding(mode: .reflect, edges: .none).sources(size: 3, before: 2, after: 2)
                == [2, 1, 0, 1, 2, 1, 0])
    }

    @Test("edge padding repeats it, zero padding comes from nowhere")
    func edgeAndZero() {
        #expect(
            Padding(mode: .edge, edges: .none).sources(size: 2, before: 2, after: 1)
                == [0, 0, 0, 1, 1])
        #expect(
            Padding(mode: .zero, edges: .none).sources(size: 2, before: 1, after: 2)
                == [-1, 0, 1, -1, -1])
    }

    @Test("a kernel with one tap shifts the picture")
    func shift() {
        let convolution = OperationTests.make([1, 1, 3, 3], bias: nil, padding: Edges(all: 1))
        let taps: [Float] = [0, 0, 0, 0, 0, 1, 0, 0, 0]
        let result = evaluate(
            .convolution(convolution), [1, 2, 3, 4, 5, 6], Shape(channels: 1, height: 2, width: 3),
            [Tensor(shape: [1, 1, 3, 3], values: taps)])
        #expect(result == [2, 3, 0, 5, 6, 0])
    }

    @Test("1, 2, 3 are normalised to −√(3/2), 0, √(3/2)")
    func normalization() {
        let normalization = InstanceNormalization(scale: nil, shift: nil, epsilon: 1e-12)
        let result = evaluate(
            .instanceNormalization(normalization), [1, 2, 3],
            Shape(channels: 1, height: 1, width: 3))
        let root = Float(1.5.squareRoot())
        #expect(result == [-root, 0, root])
    }

    @Test("a channel without variation is normalised to its shift")
    func flat() {
        let result = evaluate(
            .instanceNormalization(InstanceNormalization(scale: 0, shift: 1)), [7, 7, 7, 7],
            Shape(channels: 1, height: 2, width: 2),
            [Tensor(shape: [1], values: [9]), Tensor(shape: [1], values: [0.25])])
        #expect(result == [0.25, 0.25, 0.25, 0.25])
    }

    @Test("activations at the ends of the number line")
    func ends() {
        let x: [Float] = [-.infinity, -200, 0, 200, .infinity]
        let shape = Shape(channels: 1, height: 1, width: 5)
        #expect(evaluate(.activation(.relu), x, shape) == [0, 0, 0, 200, .infinity])
        #expect(evaluate(.activation(.sigmoid), x, shape) == [0, 0, 0.5, 1, 1])
        #expect(evaluate(.activation(.tanh), x, shape) == [-1, -1, 0, 1, 1])
        // Both bounds are honoured in this order, so crossed bounds give the upper (ONNX, Clip-13).
        #expect(evaluate(.activation(.clip(low: 3, high: 1)), x, shape) == [1, 1, 1, 1, 1])
    }

    @Test("sizes follow ⌊(n + p − reach) / stride⌋ + 1")
    func convolutionSizes() throws {
        let convolution = OperationTests.make(
            [1, 1, 3, 5], strides: Pair(2, 3), dilations: Pair(2, 1),
            padding: Edges(top: 1, left: 2, bottom: 0, right: 1))
        let shape = try convolution.outputShape([Shape(channels: 1, height: 10, width: 11)])
        #expect(shape == Shape(channels: 1, height: 4, width: 4))
    }

    @Test("what an operation cannot take is refused")
    func refused() {
        let small = Shape(channels: 1, height: 3, width: 3)
        #expect(throws: Shape.Mismatch.self) {
            try OperationTests.make([1, 1, 5, 5]).outputShape([small])
        }
        #expect(throws: Shape.Mismatch.self) {
            try OperationTests.make([1, 2, 1, 1]).outputShape([small])
        }
        #expect(throws: Shape.Mismatch.self) {
            try Padding(mode: .reflect, edges: Edges(all: 3)).outputShape([small])
        }
        #expect(throws: Shape.Mismatch.self) {
            try NearestUpsampling(factors: Pair(1 << 20, 1)).outputShape([small])
        }
        #expect(throws: Shape.Mismatch.self) {
            try Arithmetic(.addition).outputShape([small, Shape(channels: 1, height: 2, width: 3)])
        }
    }

    private func evaluate(
        _ operation: Graphs.Operation, _ x: [Float], _ shape: Shape, _ parameters: [Tensor] = []
    ) -> [Float] {
        let input = Tensor(shape: shape.sizes, values: x)
        let output = try? operation.rule.outputShape([shape])
        return operation.rule.evaluate([input], parameters: parameters, shape: output ?? shape)
            .values
    }
}
