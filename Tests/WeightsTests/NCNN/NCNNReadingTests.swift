import Testing

@testable import Weights

@Suite("Reading ncnn")
struct NCNNReadingTests {
    @Test("a layer has its type, name, blobs and settings")
    func layer() throws {
        let model = try ncnn(
            "Input in 0 1 x 0=12 1=34 2=3", "Split s 1 2 x a b",
            "Concat  c\t2 1 a b y 0=0 1=-1.5e+00 -23302=2,7,-8 -23303=1,5.000000e-01 4=1,2 5=0.5, "
                + "6=\"a b,c\" 7=abs -23308=0\r")
        #expect(
            model.layers[2]
                == NCNNLayer(
                    type: "Concat", name: "c", inputs: ["a", "b"], outputs: ["y"],
                    parameters: [
                        0: .integer(0), 1: .float(-1.5), 2: .integers([7, -8]), 3: .floats([0.5]),
                        4: .integers([1, 2]), 5: .floats([0.5]), 6: .text("a b,c"),
                        7: .text("abs"), 8: .integers([]),
                    ]))
        #expect(model.layers[0].parameters == [0: .integer(12), 1: .integer(34), 2: .integer(3)])
        #expect(model.tensors.isEmpty)
    }

    @Test("blank lines do not count")
    func blankLines() throws {
        let text = "\n 7767517\n\n1 1\n\r\nInput in 0 1 x\n\n"
        let model = try NCNNModel(
            text: Array(text.utf8), file: "m.param", weights: [], weightsFile: "m.bin")
        #expect(model.layers.map(\.name) == ["in"])
    }

    @Test("numbers are read as ncnn takes them: an integer is no float, but 0 is")
    func numbers() {
        #expect(NCNNValue.integer(0).float == 0)
        #expect(NCNNValue.integer(1).float == nil)
        #expect(NCNNValue.float(1).integer == nil)
        #expect(NCNNValue.integers([0, 0]).floats == [0, 0])
        #expect(NCNNValue.integers([0, 1]).floats == nil)
        #expect(NCNNValue.floats([1]).integers == nil)
        #expect(NCNNValue.text("1").integer == nil)
    }

    @Test("weights of 32 and 16 bits and of a table, each filled up to 4 bytes")
    func numberFormats() throws {
        var table = (0..<256).map { Float($0) / 8 }
        table[255] = -3
        let model = try ncnn(
            "Input in 0 1 x", "Convolution a 1 1 x y 0=1 1=3 11=1 5=1 6=3",
            "Convolution b 1 1 y z 0=1 1=3 11=1 6=3", "InnerProduct c 1 1 z w 0=1 2=5",
            weights: NCNNStored.float32([1, -2, 0.5]) + littleEndian([7])
                + NCNNStored.float16([0x3c00, 0x0001, 0xc000])
                + NCNNStored.table(table, [0, 1, 255, 8, 2]))
        #expect(
            model.layers.map(\.weights) == [
                [], ["a.weight", "a.bias"], ["b.weight"], ["c.weight"],
            ])
        #expect(model.tensors["a.weight"] == Tensor(shape: [1, 1, 1, 3], values: [1, -2, 0.5]))
        #expect(model.tensors["a.bias"] == Tensor(shape: [1], values: [7]))
        #expect(
            model.tensors["b.weight"] == Tensor(shape: [1, 1, 1, 3], values: [1, 0x1p-24, -2]))
        #expect(
            model.tensors["c.weight"] == Tensor(shape: [1, 5], values: [0, 0.125, -3, 1, 0.25]))
        #expect(Checkpoint(ncnn: model).names == ["a.weight", "a.bias", "b.weight", "c.weight"])
    }

    @Test(
        "every type has its weights in ncnn's order",
        arguments: [
            (
                "Convolution l 1 1 x y 0=2 1=3 11=1 5=1 6=24",
                ["weight [2, 4, 1, 3] tagged", "bias [2]"]
            ),
            ("ConvolutionDepthWise l 1 1 x y 0=4 1=3 6=36 7=4", ["weight [4, 1, 3, 3] tagged"]),
            ("ConvolutionDepthWise l 1 1 x y 0=4 1=1 6=8 7=2", ["weight [4, 2, 1, 1] tagged"]),
            (
                "Deconvolution l 1 1 x y 0=3 1=2 5=1 6=60",
                ["weight [3, 5, 2, 2] tagged", "bias [3]"]
            ),
            ("DeconvolutionDepthWise l 1 1 x y 0=4 1=2 6=16 7=4", ["weight [4, 1, 2, 2] tagged"]),
            ("InnerProduct l 1 1 x y 0=3 1=1 2=12", ["weight [3, 4] tagged", "bias [3]"]),
            ("PReLU l 1 1 x y 0=5", ["slope [5]"]),
            (
                "BatchNorm l 1 1 x y 0=5 1=1e-5",
                ["slope [5]", "mean [5]", "variance [5]", "bias [5]"]
            ),
            ("InstanceNorm l 1 1 x y 0=5", ["gamma [5]", "beta [5]"]),
            ("InstanceNorm l 1 1 x y 0=5 2=0", []),
            ("GroupNorm l 1 1 x y 0=2 1=6", ["gamma [6]", "beta [6]"]),
            ("GroupNorm l 1 1 x y 0=2 1=6 3=0", []),
            ("LayerNorm l 1 1 x y 0=7 1=1e-6", ["gamma [7]", "beta [7]"]),
            ("LayerNorm l 1 1 x y 2=0", []),
            ("Scale l 1 1 x y 0=4 1=1", ["scale [4]", "bias [4]"]),
            ("Scale l 1 1 x y 0=4", ["scale [4]"]),
            ("Scale l 2 1 x x2 y 0=-233", []),
            ("Bias l 1 1 x y 0=3", ["bias [3]"]),
            ("MemoryData l 0 1 y 0=6", ["data [6]"]),
            ("MemoryData l 0 1 y 0=6 1=5", ["data [5, 6]"]),
            ("MemoryData l 0 1 y 0=6 1=5 2=4", ["data [4, 5, 6]"]),
            ("MemoryData l 0 1 y 0=6 1=5 11=3 2=4 21=0", ["data [4, 3, 5, 6] tagged"]),
            ("Padding l 1 1 x y 0=1 4=0", []),
            ("Padding l 1 1 x y 0=1 6=3", ["values [3]"]),
            ("Swish l 1 1 x y", []),
        ])
    func weights(line: String, expected: [String]) throws {
        let words = line.split(separator: " ").map(String.init)
        let layer = try NCNNLayer(line: NCNNText.Line(place: "m:3", words: words), file: "m")
        let claims = try layer.weightClaims(file: "m").map {
            "\($0.suffix) \($0.shape)\($0.isTagged ? " tagged" : "")"
        }
        #expect(claims == expected)
    }

    @Test("NaN is read where it is allowed")
    func nonFinite() throws {
        let model = try ncnn(
            "Input in 0 1 x", "PReLU p 1 1 x y 0=1", weights: littleEndian([.infinity]),
            allowNonFinite: true)
        #expect(model.tensors["p.slope"]?.values == [.infinity])
    }
}
