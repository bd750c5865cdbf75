import Graphs
import Testing
import Weights

struct GraphTests {
    @Test("names do not matter to equality; settings, shapes and wiring do")
    func equality() throws {
        let plain = try graph("w", "first")
        #expect(plain == (try graph("v", "other")))
        #expect(plain != (try graph("w", "first", padding: 1)))
        #expect(plain != (try graph("w", "first", height: 9)))
        #expect(plain != (try graph("w", "first", addsInput: false)))
    }

    @Test("a 3×3 convolution of 2 to 2 channels over 8×8 pixels costs 36 · 64 operations")
    func cost() throws {
        #expect(try graph("w", "first").multiplyAccumulates == 36 * 64)
    }

    @Test("every use of a tensor has a slot of its own")
    func slots() throws {
        var builder = try Self.builder()
        let first = try builder.parameter("w")
        let second = try builder.parameter("w")
        #expect(first.index == 0 && second.index == 1)
        #expect(builder.finish(output: 0).parameters.map(\.name) == ["w", "w"])
    }

    @Test("the output counts as one more use")
    func uses() throws {
        #expect(try graph("w", "first").useCounts == [2, 1, 1, 1])
    }

    @Test("a picture without pixels is refused")
    func empty() {
        #expect {
            try GraphBuilder(
                file: "net.onnx", tensors: [:], input: Shape(channels: 3, height: 0, width: 4))
        } throws: {
            "\($0)"
                == "net.onnx[input]: a value of 3×0×4, expected at least 1 of each, sides of at most "
                + "1048576 pixels and 17179869184 numbers in all"
        }
    }

    @Test("values that grow without bound are refused before any size overflows")
    func growth() throws {
        var builder = try Self.builder()
        let huge = Padding(mode: .edge, edges: Edges(all: 1 << 16))
        #expect(throws: GraphError.self) {
            var x = 0
            while true { x = try builder.append("pad", .padding(huge), x) }
        }
    }

    private static func builder(_ weight: String = "w", height: Int = 8) throws -> GraphBuilder {
        let w = Tensor(shape: [2, 2, 3, 3], values: Array(repeating: 1, count: 36))
        return try GraphBuilder(
            file: "net.onnx", tensors: [weight: w],
            input: Shape(channels: 2, height: height, width: 8))
    }

    private func graph(
        _ weight: String, _ name: String, padding: Int = 0, height: Int = 8, addsInput: Bool = true
    ) throws -> Graph {
        var builder = try Self.builder(weight, height: height)
        let (index, shape) = try builder.parameter(weight)
        let pad = Padding(mode: .reflect, edges: Edges(all: 1 - padding))
        let padded = try builder.append("pad", .padding(pad), builder.input)
        let convolution = Convolution(
            weight: index, bias: nil, weightShape: shape, padding: Edges(all: padding))
        let y = try builder.append(name, .convolution(convolution), padded)
        let sum = try builder.append("add", .addition, y, addsInput ? 0 : y)
        return builder.finish(output: sum)
    }
}
