import Weights

extension ONNXHostileTests {
    /// Operators with settings that do not fit, and results out of proportion.
    static let operators = [
        Case(
            "a tile of 10^18", makeShaped("Tile", [1, 1, 1_000_000_000, 1_000_000_000]),
            "net.onnx[tile]: repeats is [1, 1, 1000000000, 1000000000], "
                + "expected at most 1048576 places along an axis"),
        Case(
            "a tile of a constant of 10^9",
            makeModel([makeNode("Tile", ["a", "b"])], constants: ["a": [1], "b": [1 << 30]]),
            "net.onnx[tile]: repeats is [1073741824], expected at most 65536 places along an axis"),
        Case(
            "a tile of none", makeShaped("Tile", [1, 1, 0, 1]),
            "net.onnx[tile]: repeats is [1, 1, 0, 1], expected 4 numbers of 1 or more"),
        Case(
            "an expansion to 10^18",
            makeShaped("Expand", [1_000_000_000, 3, 64, 64]),
            "net.onnx[expand]: repeats is [1000000000, 1, 1, 1], "
                + "expected at most 1048576 places along an axis"),
        Case(
            "an expansion that does not fit", makeShaped("Expand", [1, 2, 64, 64]),
            "net.onnx[expand]: shape is [1, 2, 64, 64], "
                + "expected sizes equal to [1, 3, 64, 64] or beside a 1"),
        Case(
            "a reshape of the picture that overflows",
            makeShaped("Reshape", [1 << 32, 1 << 32, 4]),
            "net.onnx[reshape]: shape is [4294967296, 4294967296, 4], "
                + "expected a shape of 12288 elements"),
        Case(
            "nine dimensions", makeShaped("Unsqueeze", [0, 1, 2, 3, 4]),
            "net.onnx[unsqueeze]: a value of [1, 1, 1, 1, 1, 1, 3, 64, 64], expected at least 1 of "
                + "each, sides of at most 1048576 pixels and 17179869184 numbers in all"),
        Case(
            "a range of 10^18",
            makeModel(
                [makeNode("Range", ["a", "b", "c"])],
                constants: ["a": [0], "b": [1 << 60], "c": [1]]),
            "net.onnx[range]: start, limit, delta is [0.0, 1.152921504606847e+18, 1.0], "
                + "expected at most 65536 numbers between them"),
        Case(
            "constants whose product is broadcast",
            makeModel(
                [
                    makeNode("ConstantOfShape", ["p"], "a"),
                    makeNode("ConstantOfShape", ["q"], "b"),
                    makeNode("Add", ["a", "b"]),
                ], constants: ["p": [65536, 1], "q": [1, 65536]]),
            "net.onnx[add]: shapes is [65536, 1] and [1, 65536], expected equal sizes or 1, "
                + "and at most 65536 numbers in all"),
        Case(
            "indices from the picture",
            makeModel([makeNode("Gather", ["x", "x"])]),
            "net.onnx[gather]: input 1 is 'x', computed from the picture or of more than 65536 "
                + "numbers, expected a small constant"),
        Case(
            "a weight that is computed",
            makeModel(
                [makeNode("Sqrt", ["w"], "v"), makeNode("Conv", ["x", "v"])], tensors: conv),
            "net.onnx[conv]: input 1 is 'v', which is computed, expected floats stored in the file"),
        Case(
            "a weight of one dimension",
            makeModel([makeNode("Conv", ["x", "w"])], tensors: ["w": [27]]),
            "net.onnx[w]: shape [27], expected [outputs, inputs, rows, columns]"),
        Case(
            "a transposed convolution that makes nothing",
            makeModel(
                [makeNode("ConvTranspose", ["x", "w"], "y", ["pads": .ints([99, 99, 99, 99])])],
                tensors: ["w": [3, 1, 3, 3]]),
            "net.onnx[convtranspose]: an input of 64×64 pixels, "
                + "expected more than the transposed convolution drops at its sides"),
        Case(
            "groups beyond 64 bits",
            makeModel(
                [makeNode("ConvTranspose", ["x", "w"], "y", ["group": .int(.max)])],
                tensors: ["w": [3, 2, 3, 3]]),
            "net.onnx[convtranspose]: group is 9223372036854775807, expected a divisor of 3"),
        Case(
            "windows of one side",
            makeModel([makeNode("MaxPool", ["x"], "y", ["kernel_shape": .ints([3])])]),
            "net.onnx[maxpool]: kernel_shape is [3], expected two numbers of 1 or more"),
        Case(
            "windows of no size", makeModel([makeNode("AveragePool", ["x"])]),
            "net.onnx[averagepool]: kernel_shape is missing, expected two numbers of 1 or more"),
        Case(
            "blocks of no pixels",
            makeModel([makeNode("DepthToSpace", ["x"], "y", ["blocksize": .int(0)])]),
            "net.onnx[depthtospace]: blocksize is 0, expected 1 to 1024"),
        Case(
            "blocks that do not divide",
            makeModel([makeNode("SpaceToDepth", ["x"], "y", ["blocksize": .int(3)])]),
            "net.onnx[spacetodepth]: an input of 64×64 pixels, "
                + "expected sides that are multiples of 3"),
        Case(
            "an axis twice",
            makeModel([makeNode("Transpose", ["x"], "y", ["perm": .ints([0, 1, 1, 3])])]),
            "net.onnx[transpose]: perm is [0, 1, 1, 3], expected each of 4 axes once"),
        Case(
            "an axis beyond the last",
            makeModel([makeNode("Softmax", ["x"], "y", ["axis": .int(4)])]),
            "net.onnx[softmax]: axis is 4, expected one of 4 axes"),
        Case(
            "an axis of -2^63",
            makeModel(
                [makeNode("LayerNormalization", ["x", "b"], "y", ["axis": .int(.min)])],
                tensors: ["b": [64]]),
            "net.onnx[layernormalization]: axis is -9223372036854775808, expected one of 4 axes"),
        Case(
            "a concatenation without an axis", makeModel([makeNode("Concat", ["x", "x"])]),
            "net.onnx[concat]: axis is 4, expected one of 4 axes"),
        Case(
            "parts that do not add up",
            makeModel(
                [
                    ONNXNode(
                        name: "split", operation: "Split", inputs: ["x", "n"],
                        outputs: ["y", "z"], attributes: ["axis": .int(1)])
                ], constants: ["n": [1, 1]]),
            "net.onnx[split]: split is [1, 1], expected 2 sizes of the sum 3"),
        Case(
            "an empty slice",
            makeModel(
                [makeNode("Slice", ["x", "a", "b"])], constants: ["a": [0], "b": [0]]),
            "net.onnx[slice]: slice is empty along axis 0, expected at least one place"),
        Case(
            "slopes that do not fit",
            makeModel([makeNode("PRelu", ["x", "s"])], tensors: ["s": [5]]),
            "net.onnx[prelu]: 3×64×64 beside [5], expected two shapes of equal sizes or 1"),
        Case(
            "groups of no channels",
            makeModel([makeNode("GroupNormalization", ["x", "b", "b"])], tensors: ["b": [3]]),
            "net.onnx[groupnormalization]: num_groups is 0, expected a divisor of 3"),
        Case(
            "a comparison for equality with the picture",
            makeModel([makeNode("Equal", ["x", "x"])]),
            "net.onnx[equal]: an input is computed from the picture or from weights, "
                + "expected small constants only for Equal"),
        Case(
            "a cast of the picture to integers",
            makeModel([makeNode("Cast", ["x"], "y", ["to": .int(7)])]),
            "net.onnx[cast]: to is 7, expected a type of floats (1, 10, 11 or 16)"),
        Case(
            "a matrix product that does not fit",
            makeModel([makeNode("MatMul", ["x", "w"])], tensors: ["w": [5, 5]]),
            "net.onnx[matmul]: the product of 3×64×64 and [5, 5], expected as many columns as rows"),
        Case(
            "a product of pictures", makeModel([makeNode("Gemm", ["x", "x"])]),
            "net.onnx[gemm]: input 0 is [1, 3, 64, 64], expected a matrix"),
    ]

    private static func makeShaped(_ operation: String, _ shape: [Int64]) -> ONNXModel {
        makeModel([makeNode(operation, ["x", "shape"])], constants: ["shape": shape])
    }
}
