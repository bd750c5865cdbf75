import Networks
import Testing
import Weights

/// Files that are no network from picture to picture, or that would be if someone guessed.
struct ONNXHostileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let model: ONNXModel
        let line: String

        init(_ description: String, _ model: ONNXModel, _ line: String) {
            testDescription = description
            self.model = model
            self.line = line
        }
    }

    @Test(
        "a hostile file gives one exact line", arguments: structure + pictures + sizes + operators)
    func refused(example: Case) {
        #expect { try Network(example.model) } throws: {
            #expect("\($0)" == example.line)
            return true
        }
    }

    static let conv = ["w": [4, 3, 3, 3]]

    /// The file as a whole.
    static let structure = [
        Case(
            "unknown operator", makeModel([makeNode("NonMaxSuppression", ["x"])]),
            "net.onnx[nonmaxsuppression]: operator NonMaxSuppression, expected one that Segue has; "
                + "`segue inspect --operators` lists them"),
        Case(
            "unknown domain", makeModel([makeNode("Conv", ["x"], domain: "com.microsoft")]),
            "net.onnx[conv]: operator com.microsoft.Conv, expected one that Segue has; "
                + "`segue inspect --operators` lists them"),
        Case(
            "old operator set", makeModel([makeNode("Relu", ["x"])], opset: 6),
            "net.onnx: operator set 6, expected 7 to 28"),
        Case(
            "undefined input", makeModel([makeNode("Relu", ["z"])]),
            "net.onnx[relu]: reads 'z', expected a value made before it"),
        Case(
            "a cycle", makeModel([makeNode("Add", ["x", "y"])]),
            "net.onnx[add]: reads 'y', expected a value made before it"),
        Case(
            "a name with a line break and no node name",
            makeModel([makeNode("Relu", ["a\nb"], name: "")]),
            "net.onnx[Relu making 'y']: reads 'a\\u{a}b', expected a value made before it"),
        Case(
            "a value made twice",
            makeModel([makeNode("Relu", ["x"]), makeNode("Tanh", ["x"])]),
            "net.onnx[tanh]: output is 'y', made before, expected a name of its own"),
        Case(
            "two inputs", makeModel([makeNode("Add", ["x", "z"])], inputs: ["x", "z"]),
            "net.onnx: 2 inputs, expected one picture"),
        Case(
            "no output made", makeModel([makeNode("Relu", ["x"], "z")]),
            "net.onnx: output 'y' that no node makes, expected a value computed from the input"),
        Case(
            "wrong channels",
            makeModel(
                [makeNode("Relu", ["x"])],
                inputShape: [.unknown, .fixed(2), .named("h"), .unknown]),
            "net.onnx: takes 2 channels, expected 3, as its colours have; io states others"),
        Case(
            "batches of two",
            makeModel(
                [makeNode("Relu", ["x"])],
                inputShape: [.fixed(2), .fixed(3), .named("h"), .named("w")]),
            "net.onnx: input 'x' of shape [2, 3, h, w], expected [1, 3, height, width]"),
        Case(
            "a constant in the picture's place",
            makeModel([makeNode("Relu", ["w"])], tensors: conv),
            "net.onnx: an output that does not depend on the picture, "
                + "expected a value computed from it"),
    ]

    /// Operations on pictures.
    static let pictures = [
        Case(
            "negative pads", makeConv(["pads": .ints([1, 1, -1, 1])]),
            "net.onnx[conv]: pads is [1, 1, -1, 1], expected four numbers of 0 or more"),
        Case(
            "stride 0", makeConv(["strides": .ints([0, 1])]),
            "net.onnx[conv]: strides is [0, 1], expected two numbers of 1 or more"),
        Case(
            "dilation 0", makeConv(["dilations": .ints([1, 0])]),
            "net.onnx[conv]: dilations is [1, 0], expected two numbers of 1 or more"),
        Case(
            "groups that do not divide", makeConv(["group": .int(3)]),
            "net.onnx[conv]: group is 3, expected a divisor of 4"),
        Case(
            "groups that do not match the input", makeConv(["group": .int(2)]),
            "net.onnx[conv]: 3 input channels, expected 6 as the weight [4, 3, 3, 3] says"),
        Case(
            "a kernel of another size", makeConv(["kernel_shape": .ints([5, 5])]),
            "net.onnx[conv]: kernel_shape is [5, 5], expected [3, 3] as the weight"),
        Case(
            "an unknown auto_pad", makeConv(["auto_pad": .string("SAME")]),
            "net.onnx[conv]: auto_pad is SAME, expected NOTSET, VALID, SAME_UPPER or SAME_LOWER"),
        Case(
            "a kernel larger than the picture", makeConv(["dilations": .ints([40, 1])]),
            "net.onnx[conv]: an input of 64×64 pixels, expected at least the kernel's 3×81"),
        Case(
            "a weight that is computed from the picture",
            makeModel([makeNode("Relu", ["x"], "w"), makeNode("Conv", ["x", "w"])]),
            "net.onnx[conv]: input 1 is 'w', which is computed, expected floats stored in the file"),
        Case(
            "a weight of three dimensions",
            makeModel([makeNode("Conv", ["x", "w"])], tensors: ["w": [4, 3, 3]]),
            "net.onnx[w]: shape [4, 3, 3], expected [outputs, inputs, rows, columns]"),
        Case(
            "a bias of another length",
            makeModel(
                [makeNode("Conv", ["x", "w", "b"])], tensors: ["w": [4, 3, 3, 3], "b": [3]]),
            "net.onnx[b]: shape [3], expected [4]"),
        Case(
            "a reflection larger than the picture", makePad([0, 0, 64, 0, 0, 0, 0, 0], "reflect"),
            "net.onnx[pad]: an input of 64×64 pixels, expected at least 1×65 "
                + "for its reflection padding"),
        Case(
            "a pad that crops all", makePad([0, 0, -30, 0, 0, 0, -34, 0], "constant"),
            "net.onnx[pad]: pads is [0, 0, -30, 0, 0, 0, -34, 0], "
                + "expected something left of [1, 3, 64, 64]"),
        Case(
            "a reflected pad of channels", makePad([0, 3, 0, 0, 0, 0, 0, 0], "reflect"),
            "net.onnx[pad]: pads is [3, 0], expected fewer than the 3 along axis 1"),
        Case(
            "a pad in a mode of another tool", makePad([0, 0, 0, 0, 0, 0, 0, 0], "symmetric"),
            "net.onnx[pad]: mode is symmetric, expected constant, reflect, edge or wrap"),
        Case(
            "pads of 2^63 in an attribute",
            makeModel(
                [makeNode("Pad", ["x"], "y", ["pads": .ints(Array(repeating: .min, count: 8))])],
                opset: 9),
            "net.onnx[pad]: pads is [-9223372036854775808, -9223372036854775808, "
                + "-9223372036854775808, -9223372036854775808, -9223372036…, "
                + "expected a start and an end for each axis, at most 65536"),
        Case(
            "resizing in a mode of another tool", makeResize(["mode": .string("lanczos")]),
            "net.onnx[resize]: mode is lanczos, expected nearest, linear or cubic"),
        Case(
            "resizing that crops",
            makeResize(["coordinate_transformation_mode": .string("tf_crop_and_resize")]),
            "net.onnx[resize]: coordinate_transformation_mode is tf_crop_and_resize, "
                + "expected half_pixel, pytorch_half_pixel, half_pixel_symmetric, align_corners, "
                + "asymmetric or tf_half_pixel_for_nn"),
        Case(
            "aligned corners of half a pixel",
            makeResize(
                scales: [1, 1, 0.51, 2],
                [
                    "coordinate_transformation_mode": .string("align_corners"),
                    "mode": .string("linear"),
                ]),
            "net.onnx[resize]: scales is [1.0, 1.0, 0.51, 2.0], expected whole sizes of "
                + "[1, 3, 64, 64] times them, for align_corners"),
        Case(
            "resizing by a negative number", makeResize(scales: [1, 1, -1, 2]),
            "net.onnx[resize]: scales is [1.0, 1.0, -1.0, 2.0], expected 4 numbers above 0"),
        Case(
            "an addition of unequal sizes",
            makeModel(
                [makeNode("Conv", ["x", "w"], "z"), makeNode("Add", ["x", "z"])], tensors: conv),
            "net.onnx[add]: 3×64×64 beside 4×62×62, expected two shapes of equal sizes or 1"),
        Case(
            "dropout in training",
            makeModel(
                [makeNode("Dropout", ["x", "", "yes"])], constants: ["yes": [1]]),
            "net.onnx[dropout]: training_mode is true, expected false"),
        Case(
            "a normalisation without ε",
            makeModel(
                [makeNode("InstanceNormalization", ["x", "b", "b"], "y", ["epsilon": .float(0)])],
                tensors: ["b": [3]]),
            "net.onnx[instancenormalization]: epsilon is 0.0, expected a number above 0"),
    ]

    /// Arithmetic on sizes, and sizes that explode.
    static let sizes = [
        Case(
            "a resize to 10^18",
            makeModel(
                [makeNode("Resize", ["x", "", "", "sizes"])],
                constants: ["sizes": [1, 3, 1_000_000_000_000_000_000, 64]]),
            "net.onnx[resize]: sizes is [1, 3, 9007199254740992, 64], "
                + "expected 4 numbers of 1 or more"),
        Case(
            "many enlargements",
            makeModel(
                [makeFloats([1, 1, 64, 64], "s")]
                    + zip(["x", "a", "b"], ["a", "b", "y"]).map {
                        makeNode("Upsample", [$0, "s"], $1, name: "to \($1)")
                    }, opset: 9),
            "net.onnx[to b]: a value of 3×262144×262144, expected at least 1 of each, sides of at "
                + "most 1048576 pixels and 17179869184 numbers in all"),
        Case(
            "a constant of 10^18",
            makeModel(
                [makeNode("ConstantOfShape", ["n"])],
                constants: ["n": [1_000_000_000, 1_000_000_000]]),
            "net.onnx[constantofshape]: shape is [1000000000, 1000000000], "
                + "expected at most 17179869184 elements"),
        Case(
            "a constant of a negative size",
            makeModel([makeNode("ConstantOfShape", ["n"])], constants: ["n": [-1, -4]]),
            "net.onnx[constantofshape]: shape is [-1, -4], expected at most 17179869184 elements"),
        Case(
            "a reshape that does not fit", makeFold("Reshape", [1, 2, 3, 4], [3, -1]),
            "net.onnx[reshape]: shape is [3, -1], expected a shape of 4 elements"),
        Case(
            "a reshape whose product overflows",
            makeFold("Reshape", [1, 2, 3, 4], [1 << 32, 1 << 32, 4]),
            "net.onnx[reshape]: shape is [4294967296, 4294967296, 4], "
                + "expected a shape of 4 elements"),
        Case(
            "a gather out of range", makeFold("Gather", [1, 2, 3, 4], [4]),
            "net.onnx[gather]: index is 4, expected one of 4 elements"),
        Case(
            "a gather below the range", makeFold("Gather", [1, 2, 3, 4], [-5]),
            "net.onnx[gather]: index is -5, expected one of 4 elements"),
        Case(
            "a division by 0", makeFold("Div", [1, 2], [2, 0]),
            "net.onnx[div]: divisor is 0, expected a number other than 0"),
        Case(
            "sums of unequal vectors", makeFold("Add", [1, 2], [1, 2, 3]),
            "net.onnx[add]: shapes is [2] and [3], expected equal sizes or 1, "
                + "and at most 65536 numbers in all"),
        Case(
            "a slice with step 0",
            makeModel(
                [makeNode("Slice", ["a", "b", "b", "b", "b"])],
                constants: ["a": [1, 2], "b": [0]]),
            "net.onnx[slice]: steps is [0], expected steps other than 0"),
        Case(
            "a concatenation that doubles without end",
            makeModel(
                (0..<40).map { makeNode("Concat", ["\($0)", "\($0)"], "\($0 + 1)") },
                constants: ["0": [1, 2]]),
            "net.onnx[concat]: length is 131072, expected at most 65536"),
        Case(
            "a cast to text",
            makeModel(
                [makeNode("Cast", ["a"], "y", ["to": .int(8)])], constants: ["a": [1]]),
            "net.onnx[cast]: to is 8, expected a type of numbers"),
        Case(
            "an axis put in twice", makeFold("Unsqueeze", [1, 2], [0, 0]),
            "net.onnx[unsqueeze]: axes is [0, 0], expected some of 3 axes, each once"),
    ]

    static func makeConv(_ attributes: [String: ONNXNode.Attribute]) -> ONNXModel {
        makeModel([makeNode("Conv", ["x", "w"], "y", attributes)], tensors: conv)
    }

    static func makePad(_ pads: [Int64], _ mode: String) -> ONNXModel {
        makeModel(
            [makeNode("Pad", ["x", "pads"], "y", ["mode": .string(mode)])],
            constants: ["pads": pads])
    }

    static func makeResize(
        scales: [Float] = [1, 1, 2, 2], _ attributes: [String: ONNXNode.Attribute] = [:]
    ) -> ONNXModel {
        makeModel([makeFloats(scales, "s"), makeNode("Resize", ["x", "", "s"], "y", attributes)])
    }

    static func makeFold(_ operation: String, _ a: [Int64], _ b: [Int64]) -> ONNXModel {
        makeModel([makeNode(operation, ["a", "b"])], constants: ["a": a, "b": b])
    }
}
