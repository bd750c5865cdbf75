import Fixtures
import Graphs
import Testing
import Weights

@testable import Inference

/// Transposed convolutions by our own kernels.
struct PolyphaseConvolutionTests {
    static let geometries: [(kernel: Int, stride: Int, padding: Int, added: Int)] = [
        (2, 2, 0, 0), (3, 2, 1, 1), (3, 2, 1, 0), (3, 2, 0, 0), (4, 2, 1, 0), (4, 2, 3, 0),
        (5, 2, 2, 1), (6, 2, 2, 0), (3, 3, 0, 0), (5, 3, 1, 0), (4, 4, 0, 0), (3, 1, 1, 0),
    ]

    @Test("the phases of a plain convolution are a transposed one's outputs", arguments: geometries)
    func agreement(_ geometry: (kernel: Int, stride: Int, padding: Int, added: Int)) throws {
        var random = RandomNumbers(seed: 41)
        let (channels, outputs, height, width) = (19, 5, 7, 10)
        let edges = Edges(all: geometry.padding)
        let operation = TransposedConvolution(
            weight: 0, bias: 1, weightShape: [channels, outputs, geometry.kernel, geometry.kernel],
            strides: Pair(geometry.stride, geometry.stride), padding: edges,
            outputPadding: Pair(geometry.added, geometry.added))
        let weight = random.tensor([channels, outputs, geometry.kernel, geometry.kernel])
        let phases = try #require(PolyphaseConvolution(operation))
        let plain = Convolution(
            weight: 0, bias: nil, weightShape: [phases.outputs, channels, 3, 3],
            padding: Edges(
                top: -phases.first.y, left: -phases.first.x, bottom: 3 + phases.first.y,
                right: 3 + phases.first.x))
        let x = random.tensor([1, channels, height, width])
        let shape = try operation.outputShape([Shape([1, channels, height, width])])
        let expected = operation.evaluate(
            [x], parameters: [weight, Tensor(shape: [outputs], values: [0, 0, 0, 0, 0])],
            shape: shape)
        let plainShape = try plain.outputShape([Shape([1, channels, height, width])])
        let found = plain.evaluate(
            [x],
            parameters: [
                Tensor(shape: plain.weightShape, values: phases(weight.values))
            ], shape: plainShape)
        let factor = phases.factor
        for channel in 0..<outputs {
            for (i, j) in (0..<shape.area).map({ ($0 / shape.width, $0 % shape.width) }) {
                let output = (channel * factor + i % factor) * factor + j % factor
                let place =
                    (output * plainShape.height + i / factor) * plainShape.width + j / factor
                let value = expected.values[(channel * shape.height + i) * shape.width + j]
                #expect(abs(found.values[place] - value) < 1e-4)
            }
        }
    }

    @Test("grouped and dilated ones, and those that see more than three inputs, are others' work")
    func others() {
        func make(_ kernel: Int, groups: Int = 1, dilation: Int = 1) -> TransposedConvolution {
            TransposedConvolution(
                weight: 0, bias: nil, weightShape: [8, 8, kernel, kernel], strides: Pair(2, 2),
                dilations: Pair(dilation, dilation), groups: groups)
        }
        #expect(PolyphaseConvolution(make(4, groups: 2)) == nil)
        #expect(PolyphaseConvolution(make(3, dilation: 2)) == nil)
        #expect(PolyphaseConvolution(make(7)) == nil)
    }
}
