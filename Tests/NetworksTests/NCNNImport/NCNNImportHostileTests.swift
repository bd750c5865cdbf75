import Graphs
import Networks
import Testing
import Weights

/// Layers that can be read but not computed: each its one line.
@Suite("ncnn layers that are refused")
struct NCNNImportHostileTests {
    struct Hostile: CustomTestStringConvertible, Sendable {
        let name: String
        let layers: [NCNNLayer]
        let message: String
        var testDescription: String { name }

        /// Layers after the input x, written as in a file.
        init(_ name: String, _ lines: String..., message: String) {
            self.name = name
            self.layers =
                [NCNNLayer(type: "Input", name: "in", inputs: [], outputs: ["x"])]
                + lines.map(Self.layer)
            self.message = message
        }

        init(_ name: String, layers: [NCNNLayer], message: String) {
            self.name = name
            self.layers = layers
            self.message = message
        }

        /// A line without weights, read by the reader.
        private static func layer(_ line: String) -> NCNNLayer {
            let words = line.split(separator: " ").map(String.init)
            let blobs = words[4...].prefix { !$0.contains("=") }
            let inputs = blobs.prefix(Int(words[2]) ?? 0)
            var parameters: [Int: NCNNValue] = [:]
            for word in words[(4 + blobs.count)...] {
                let parts = word.split(separator: "=").map(String.init)
                let numbers = parts[1].split(separator: ",").compactMap { Int($0) }
                parameters[Int(parts[0]) ?? 0] =
                    parts[1].contains(".")
                    ? .float(Float(parts[1]) ?? 0)
                    : parts[1].contains(",") ? .integers(numbers) : .integer(numbers.first ?? 0)
            }
            return NCNNLayer(
                type: words[0], name: words[1], inputs: Array(inputs),
                outputs: Array(blobs.dropFirst(inputs.count)), parameters: parameters)
        }
    }

    @Test("every bad layer gives its one line", arguments: structures + settings + sizes)
    func message(hostile: Hostile) {
        let model = NCNNModel(file: "m", layers: hostile.layers, tensors: [:])
        let error = #expect(throws: GraphError.self) { try Network(model) }
        #expect(error?.description == hostile.message)
    }

    static let one = "expected one, or one called out0 or output"

    static let structures = [
        Hostile("no layers", layers: [], message: "m: 0 inputs, expected one picture"),
        Hostile("two inputs", "Input two 0 1 y", message: "m: 2 inputs, expected one picture"),
        Hostile(
            "a grey input",
            layers: [
                NCNNLayer(
                    type: "Input", name: "in", inputs: [], outputs: ["x"],
                    parameters: [2: .integer(1)])
            ],
            message: "m: takes 1 channel, expected 3, as its colours have; io states others"),
        Hostile(
            "two outputs", "Split s 1 2 x a b",
            message: "m: 2 blobs that no layer reads (a, b), \(one)"),
        Hostile(
            "no output", "ReLU r 1 0 x", message: "m: 0 blobs that no layer reads (), \(one)"),
        Hostile(
            "an unknown type", "Magic l 1 1 x y",
            message: "m[l]: the type is Magic, expected a type of layer that is computed here"),
        Hostile(
            "a blob that is not there", "BinaryOp b 2 1 x z y 0=0",
            message: "m[b]: reads 'z', expected a value made before it"),
        Hostile(
            "no second blob", "BinaryOp b 1 1 x y 0=0", message: "m[b]: 1 inputs, expected 2"),
        Hostile(
            "two outputs of one", "ReLU r 1 2 x y z",
            message: "m: 2 blobs that no layer reads (y, z), \(one)"),
        Hostile(
            "weights that are not there", "Convolution c 1 1 x y 0=3 1=3 6=81",
            message: "m[c.weight]: the tensor is missing, expected by the architecture"),
    ]

    static let settings = [
        Hostile(
            "an integer for a decimal", "ReLU r 1 1 x y 0=1",
            message: "m[r]: setting 0 is 1, expected a decimal with a point or an exponent"),
        Hostile(
            "a decimal for an integer", "PixelShuffle p 1 1 x y 0=2.0",
            message: "m[p]: setting 0 is 2.0, expected an integer"),
        Hostile(
            "a shuffle by nothing", "PixelShuffle p 1 1 x y 0=0",
            message: "m[p]: setting 0 is 0, expected 1 to 1048576"),
        Hostile(
            "a kernel of no size", "Pooling p 1 1 x y 0=0",
            message: "m[p]: setting 1 is 0, expected 1 to 1048576"),
        Hostile(
            "stride 0", "Pooling p 1 1 x y 1=2 2=0",
            message: "m[p]: setting 2 is 0, expected 1 to 1048576"),
        Hostile(
            "an unknown function", "BinaryOp b 1 1 x y 0=10 1=1 2=1.0",
            message: "m[b]: setting 0 is 10, expected 0 to 9"),
        Hostile(
            "a tangent", "UnaryOp u 1 1 x y 0=11",
            message: "m[u]: setting 0 is 11, expected 0 to 10, 15, 16, 18 or 20"),
        Hostile(
            "a ramp downwards", "HardSwish h 1 1 x y 0=-0.5",
            message: "m[h]: setting 0 is -0.5, expected a slope above 0"),
        Hostile(
            "an old softmax", "Softmax s 1 1 x y 0=1",
            message: "m[s]: setting 1 is 0, expected 1, which newer files have"),
        Hostile(
            "resizing by nothing", "Interp i 1 1 x y 0=0 1=2.0 2=2.0",
            message: "m[i]: setting 0 is 0, expected 1 to 3"),
        Hostile(
            "channels in front", "Padding p 1 1 x y 7=1",
            message: "m[p]: setting 7 is 1, expected no channels in front"),
    ]

    static let sizes = [
        Hostile(
            "enlarged beyond measure", "Interp i 1 1 x y 0=1 1=1.0e30 2=1.0",
            message: "m[i]: an output of 64×0 pixels, expected sides of 1 to 1048576"),
        Hostile(
            "made to nothing", "Interp i 1 1 x y 0=2 1=0.001 2=1.0",
            message: "m[i]: an output of 64×0 pixels, expected sides of 1 to 1048576"),
        Hostile(
            "a crop of more than there is", "Crop c 1 1 x y 9=0,0 10=-100,-100 11=1,2",
            message: "m[c]: the slice 0+1×1, 0+3×1, 0+-36×1, 0+-36×1 of 3×64×64, "
                + "expected places inside it, at least one an axis"),
        Hostile(
            "a crop outside", "Crop c 1 1 x y 0=2147483647 3=-233 4=-233 5=-233",
            message: "m[c]: the slice 0+1×1, 0+3×1, 0+64×1, 2147483647+-2147483583×1 of 3×64×64, "
                + "expected places inside it, at least one an axis"),
        Hostile(
            "an axis that is not there", "Concat c 1 1 x y 0=3",
            message: "m[c]: axis 3 of 3 dimensions, expected one of them"),
        Hostile(
            "the axis before all", "Softmax s 1 1 x y 0=-4 1=1",
            message: "m[s]: axis -4 of 3 dimensions, expected one of them"),
        Hostile(
            "too few parts", "Slice s 1 3 x y z w 0=1,2", "Concat c 3 1 y z w out",
            message: "m[s]: 3 outputs, expected a size or an end for each"),
        Hostile(
            "parts beyond the end", "Slice s 1 2 x y z 0=2147483647,2147483647",
            "Concat c 2 1 y z out",
            message: "m[s]: the slice 0+1×1, 0+2147483647×1, 0+64×1, 0+64×1 of 3×64×64, "
                + "expected places inside it, at least one an axis"),
        Hostile(
            "other numbers", "Reshape r 1 1 x y 0=5 1=-1",
            message: "m[r]: 3×64×64 as [-1, 5], expected as many numbers"),
        Hostile(
            "two free sizes", "Reshape r 1 1 x y 0=-1 1=-1",
            message: "m[r]: 3×64×64 as [-1, -1], expected as many numbers"),
        Hostile(
            "parts that are not equal", "Pooling p 1 1 x y 7=1 8=5",
            message: "m[p]: 5×5 parts of 64×64 pixels, expected parts of equal sizes"),
        Hostile(
            "a window larger than the picture", "Pooling p 1 1 x y 1=100",
            message: "m[p]: an input of 64×64 pixels, expected at least a window of 100×100"),
        Hostile(
            "elements that do not fit", "Pooling p 1 1 x q 0=1 4=1", "Eltwise e 2 1 x q y 0=1",
            message: "m[e]: 3×64×64 beside [1, 3], expected equal shapes"),
        Hostile(
            "a picture of no dimensions", "Flatten f 1 1 x q", "PixelShuffle p 1 1 q y 0=2",
            message: "m[p]: a value of [1, 12288], expected channels, rows and columns"),
    ]
}
