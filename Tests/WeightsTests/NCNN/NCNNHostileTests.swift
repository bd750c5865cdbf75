import Testing

@testable import Weights

@Suite("Hostile ncnn")
struct NCNNHostileTests {
    struct Hostile: CustomTestStringConvertible, Sendable {
        let name: String
        let text: [UInt8]
        let weights: [UInt8]
        let message: String
        var testDescription: String { name }

        init(_ name: String, _ text: [UInt8], _ message: String) {
            self.name = name
            self.text = text
            self.weights = []
            self.message = message
        }

        init(_ name: String, _ text: String, _ message: String) {
            self.init(name, Array(text.utf8), message)
        }

        /// A network of an input called x and this layer, with these weights.
        init(_ name: String, layer: String, _ weights: [UInt8] = [], message: String) {
            self.name = name
            self.text = ncnnText("Input in 0 1 x", layer)
            self.weights = weights
            self.message = message
        }
    }

    @Test(
        "every bad file gives its one line", arguments: texts + layers + settings + sizes + weights)
    func message(hostile: Hostile) {
        let error = #expect(throws: WeightsError.self) {
            try NCNNModel(
                text: hostile.text, file: "m", weights: hostile.weights, weightsFile: "b")
        }
        #expect(error?.description == hostile.message)
    }

    static let texts = [
        Hostile("empty", "", "m: the end after line 0, expected 7767517"),
        Hostile("another number", "7767518\n1 1\n", "m:1: '7767518', expected 7767517"),
        Hostile("an old file", "75 83\n", "m:1: '75 83', expected 7767517"),
        Hostile(
            "only the first line", "7767517\n",
            "m: the end after line 1, expected the counts of layers and blobs"),
        Hostile("one count", "7767517\n1\n", "m:2: '1', \(counts)"),
        Hostile("no layers", "7767517\n0 1\n", "m:2: '0 1', \(counts)"),
        Hostile("negative blobs", "7767517\n1 -1\n", "m:2: '1 -1', \(counts)"),
        Hostile(
            "10^9 layers", "7767517\n1000000000 1\n", "m:2: '1000000000 1', \(counts)"),
        Hostile(
            "a count beyond 64 bits", "7767517\n99999999999999999999 1\n",
            "m:2: '99999999999999999999 1', \(counts)"),
        Hostile(
            "fewer layers than said", "7767517\n3 2\nInput in 0 1 x\nNoop n 1 1 x y",
            "m: the end after line 4, expected layer 3 of 3"),
        Hostile(
            "more layers than said", "7767517\n1 1\nInput in 0 1 x\nNoop n 1 1 x y\n",
            "m:4: a line after the last layer, expected the 1 layers of line 2"),
        Hostile(
            "fewer blobs than said", ncnnText("Input in 0 1 x", blobs: 2),
            "m:2: 2 blobs, expected 1 as the layers make"),
        Hostile(
            "more blobs than said", ncnnText("Input in 0 2 x y", blobs: 1),
            "m:2: 1 blobs, expected 2 as the layers make"),
        Hostile(
            "a line of 1 MiB and a byte",
            Array("7767517\n1 1\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + [0x20],
            "m:3: a line of 1048577 bytes, expected at most 1048576"),
        Hostile(
            "text that is not UTF-8", Array("7767517\n1 1\nInput ".utf8) + [0xff],
            "m:3: text that is not UTF-8, expected UTF-8"),
    ]
    static let counts = "expected the counts of layers and blobs, each 1 to 100000"

    static let layers = [
        Hostile(
            "a layer without counts", layer: "Noop n",
            message:
                "m:4: 'Noop n', expected a layer: TYPE NAME INPUTCOUNT OUTPUTCOUNT and what they count"
        ),
        Hostile(
            "a count that is a name", layer: "Noop n a 1 x y",
            message: "m:4: 'Noop n a 1 x y', "
                + "expected a layer: TYPE NAME INPUTCOUNT OUTPUTCOUNT and what they count"),
        Hostile(
            "more inputs than names", layer: "Noop n 5 1 x y",
            message:
                "m:4: 5 inputs and 1 outputs, expected as many names as counted; 2 words follow"),
        Hostile(
            "2^63 - 1 outputs",
            ncnnText("Input in 0 1 x", "Noop n 1 \(Int.max - 1) x y", blobs: 2),
            "m:4: 1 inputs and 9223372036854775806 outputs, "
                + "expected as many names as counted; 2 words follow"),
        Hostile(
            "negative inputs", layer: "Noop n -1 1 x y",
            message:
                "m:4: -1 inputs and 1 outputs, expected as many names as counted; 2 words follow"),
        Hostile(
            "a name of 256 bytes", layer: "Noop \(String(repeating: "n", count: 256)) 1 1 x y",
            message: "m:4: a name of 256 bytes, expected at most 255"),
        Hostile(
            "one name twice", layer: "Noop in 1 1 x y",
            message: "m[in]: a second layer of this name, expected one"),
        Hostile(
            "a blob made twice", layer: "Noop n 1 1 x x",
            message: "m[n]: makes 'x' again, expected a blob that no layer made before"),
        Hostile(
            "a blob made twice by one layer", layer: "Split n 1 2 x y y",
            message: "m[n]: makes 'y' again, expected a blob that no layer made before"),
        Hostile(
            "a blob read before it is made", layer: "Noop n 1 1 y z",
            message: "m[n]: reads 'y', expected a blob made before it"),
        Hostile(
            "a blob read by the layer that makes it", layer: "Noop n 1 1 y y",
            message: "m[n]: reads 'y', expected a blob made before it"),
        Hostile(
            "a name that a terminal would act on", layer: "Noop \u{1b}[2J 1 1 \u{7}y z",
            message: #"m[\u{1b}[2J]: reads '\u{7}y', expected a blob made before it"#),
        Hostile(
            "an unknown type", layer: "Magic n 1 1 x y",
            message: "m[n]: a layer of type Magic, \(types)"),
        Hostile(
            "pnnx's own text", layer: "pnnx.Output n 1 0 x",
            message: "m[n]: a layer of type pnnx.Output, \(types)"),
    ]
    static let types =
        "expected one of Convolution, ConvolutionDepthWise, Deconvolution, DeconvolutionDepthWise, "
        + "InnerProduct, PReLU, BatchNorm, InstanceNorm, GroupNorm, LayerNorm, Scale, Bias, "
        + "MemoryData, Padding, Input, Split, Noop, Dropout, ReLU, Sigmoid, TanH, Swish, Mish, "
        + "HardSwish, HardSigmoid, GELU, ELU, SELU, Clip, BinaryOp, UnaryOp, Eltwise, Concat, Slice, "
        + "Crop, Interp, PixelShuffle, Reorg, Pooling, Permute, Reshape, Flatten, Squeeze, "
        + "ExpandDims, Softmax, Reduction, MatMul"

    static let settings = [
        Hostile(
            "a word without a sign", layer: "Noop n 1 1 x y z",
            message: "m[n]: the setting 'z', expected NUMBER=VALUE"),
        Hostile(
            "a setting without a value", layer: "Noop n 1 1 x y 0=",
            message: "m[n]: the setting '0=', expected NUMBER=VALUE"),
        Hostile(
            "number 32", layer: "Noop n 1 1 x y 32=1",
            message: "m[n]: a setting of number 32, expected 0 to 31"),
        Hostile(
            "number -1", layer: "Noop n 1 1 x y -1=1",
            message: "m[n]: a setting of number -1, expected 0 to 31"),
        Hostile(
            "array number 32", layer: "Noop n 1 1 x y -23332=1,1",
            message: "m[n]: a setting of number 32, expected 0 to 31"),
        Hostile(
            "number -2^31", layer: "Noop n 1 1 x y -2147483648=1",
            message: "m[n]: a setting of number 2147460348, expected 0 to 31"),
        Hostile(
            "a number beyond 32 bits", layer: "Noop n 1 1 x y 4294967296=1",
            message: "m[n]: the setting '4294967296=1', expected NUMBER=VALUE"),
        Hostile(
            "one number twice", layer: "Noop n 1 1 x y 0=1 -23300=1,1",
            message: "m[n]: setting 0 a second time, expected each once"),
        Hostile(
            "an array of 10^9", layer: "Noop n 1 1 x y -23300=1000000000,1",
            message: "m[n]: the count '1000000000' before 1 numbers, expected the count 1"),
        Hostile(
            "an array of -1", layer: "Noop n 1 1 x y -23300=-1,1",
            message: "m[n]: the count '-1' before 1 numbers, expected the count 1"),
        Hostile(
            "an array without a count", layer: "Noop n 1 1 x y -23300=",
            message: "m[n]: the count '' before 0 numbers, expected the count 0"),
        Hostile(
            "a long array",
            layer: "Noop n 1 1 x y 0=" + String(repeating: "1,", count: 100_000),
            message: "m[n]: an array of more numbers, expected at most 65536"),
        Hostile(
            "an array with a hole", layer: "Noop n 1 1 x y 0=1,,2",
            message: "m[n]: the number '', expected a 32-bit integer or a finite 32-bit float"),
        Hostile(
            "an array of two kinds", layer: "Noop n 1 1 x y 0=1,2.5",
            message: "m[n]: an array of integers and decimals, '0=1,2.5', expected one kind"),
        Hostile(
            "an integer beyond 32 bits", layer: "Noop n 1 1 x y 0=2147483648",
            message:
                "m[n]: the number '2147483648', expected a 32-bit integer or a finite 32-bit float"),
        Hostile(
            "infinity", layer: "Noop n 1 1 x y 0=1e39",
            message: "m[n]: the number '1e39', expected a 32-bit integer or a finite 32-bit float"),
        Hostile(
            "two points", layer: "Noop n 1 1 x y 0=1.2.3",
            message: "m[n]: the number '1.2.3', expected a 32-bit integer or a finite 32-bit float"),
        Hostile(
            "hexadecimal", layer: "Noop n 1 1 x y 0=0x10",
            message: "m[n]: the number '0x10', expected a decimal of at most 15 characters"),
        Hostile(
            "16 digits", layer: "Noop n 1 1 x y 0=1.00000000000000",
            message:
                "m[n]: the number '1.00000000000000', expected a decimal of at most 15 characters"),
    ]

    static let sizes = [
        Hostile(
            "no outputs", layer: "Convolution c 1 1 x y 1=3 6=9",
            message: "m[c]: 0 outputs (setting 0), expected 1 or more"),
        Hostile(
            "negative outputs", layer: "Convolution c 1 1 x y 0=-4 1=3 6=9",
            message: "m[c]: -4 outputs (setting 0), expected 1 or more"),
        Hostile(
            "a kernel of no rows", layer: "Convolution c 1 1 x y 0=4 1=3 11=0 6=9",
            message: "m[c]: 0 kernel rows (setting 11), expected 1 or more"),
        Hostile(
            "negative weights", layer: "Convolution c 1 1 x y 0=4 1=3 6=-36",
            message: "m[c]: -36 weights (setting 6), expected 1 or more"),
        Hostile(
            "weights that are no kernels", layer: "Convolution c 1 1 x y 0=4 1=3 6=37",
            message: "m[c]: 37 weights (setting 6), "
                + "expected a multiple of 4 × 3 × 3 (outputs × rows × columns)"),
        Hostile(
            "kernels beyond 64 bits",
            layer: "Deconvolution c 1 1 x y 0=2147483647 1=2147483647 11=2147483647 6=1",
            message: "m[c]: 1 weights (setting 6), expected a multiple of "
                + "2147483647 × 2147483647 × 2147483647 (outputs × rows × columns)"),
        Hostile(
            "outputs as a decimal", layer: "Convolution c 1 1 x y 0=4.0 1=3 6=36",
            message: "m[c]: setting 0 that is no integer, expected an integer"),
        Hostile(
            "outputs as an array", layer: "InnerProduct c 1 1 x y -23300=1,4 2=36",
            message: "m[c]: setting 0 that is no integer, expected an integer"),
        Hostile(
            "two biases", layer: "Convolution c 1 1 x y 0=4 1=3 5=2 6=36", [0, 0, 0, 0],
            message: "m[c]: 2 in setting 5, expected 0 or 1"),
        Hostile(
            "8 bits", layer: "Convolution c 1 1 x y 0=4 1=3 6=36 8=1",
            message:
                "m[c]: is quantised to 8 bits (setting 8 of Convolution), expected float weights"
        ),
        Hostile(
            "a layer between 8 bits and floats", layer: "Requantize c 1 1 x y",
            message:
                "m[c]: is quantised to 8 bits (a layer of type Requantize), expected float weights"
        ),
        Hostile(
            "weights from a blob", layer: "Deconvolution c 1 1 x y 0=4 1=3 6=36 28=1",
            message: "m[c]: weights from a blob (setting 28), "
                + "expected weights of 16 or 32 bits in the file"),
        Hostile(
            "a constant of no size", layer: "MemoryData c 0 1 y",
            message: "m[c]: a constant of shape [0], expected sizes of 1 or more"),
        Hostile(
            "a constant without rows", layer: "MemoryData c 0 1 y 0=4 2=3",
            message: "m[c]: a constant of shape [3, 0, 4], expected sizes of 1 or more"),
        Hostile(
            "a constant beyond 64 bits",
            layer: "MemoryData c 0 1 y 0=2147483647 1=2147483647 2=2147483647",
            message: "m[c]: a constant of shape [2147483647, 2147483647, 2147483647], "
                + "expected sizes of 1 or more"),
    ]

    static let whole = "expected the weights of its .param file; download both again"
    static let convolution = "Convolution c 1 1 x y 0=1 1=3 5=1 6=9"
    static let weights = [
        Hostile(
            "no weights", layer: convolution,
            message: "b[c.weight]: cut short: 0 of at least 4 bytes, \(whole)"),
        Hostile(
            "8 bits in the file", layer: convolution, [0x38, 0x4b, 0x0d, 0x00, 0],
            message:
                "b[c.weight]: is quantised to 8 bits (number format 871224), expected float weights"
        ),
        Hostile(
            "an unknown format", layer: convolution, [0, 0, 0, 1],
            message: "b[c.weight]: number format 16777216 at byte 0, \(formats)"),
        Hostile(
            "too few floats", layer: convolution, [0, 0, 0, 0] + [UInt8](repeating: 0, count: 35),
            message: "b[c.weight]: cut short: 39 of at least 40 bytes, \(whole)"),
        Hostile(
            "too few halves", layer: convolution,
            NCNNStored.float16([UInt16](repeating: 0, count: 9)).dropLast(),
            message: "b[c.weight]: cut short: 23 of at least 24 bytes, \(whole)"),
        Hostile(
            "half a table", layer: convolution, [1, 0, 0, 0] + [UInt8](repeating: 0, count: 512),
            message: "b[c.weight]: cut short: 516 of at least 1040 bytes, \(whole)"),
        Hostile(
            "no bias", layer: convolution, NCNNStored.float32([Float](repeating: 0, count: 9)),
            message: "b[c.bias]: cut short: 40 of at least 44 bytes, \(whole)"),
        Hostile(
            "a byte too many", layer: convolution,
            NCNNStored.float32([Float](repeating: 0, count: 10)) + [0],
            message: "b: 1 more bytes at byte 44, expected the end after the last layer's weights"),
        Hostile(
            "weights that nobody has", layer: "Noop n 1 1 x y", [1, 2],
            message: "b: 2 more bytes at byte 0, expected the end after the last layer's weights"),
        Hostile(
            "2^31 - 1 weights", layer: "InnerProduct c 1 1 x y 0=1 2=2147483647", [0, 0, 0, 0],
            message: "b[c.weight]: cut short: 4 of at least 8589934592 bytes, \(whole)"),
        Hostile(
            "4 × 10^18 numbers", layer: "MemoryData c 0 1 y 0=2147483647 1=2147483647",
            [0, 0, 0, 0],
            message: "b[c.data]: 4 bytes at byte 0, "
                + "expected [2147483647, 2147483647] as 32-bit floats"),
        Hostile(
            "NaN", layer: "PReLU p 1 1 x y 0=2", littleEndian([1, .nan]),
            message: "b[p.slope]: nan at element 1, expected finite 32-bit floats"),
        Hostile(
            "an infinite half", layer: convolution,
            NCNNStored.float16([UInt16](repeating: 0x7c00, count: 9)),
            message: "b[c.weight]: inf at element 0, expected finite 32-bit floats"),
    ]
    static let formats = "expected floats of 16 or 32 bits, or a table of 256"
}
