import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

/// Orders of operations in which values are kept back, read twice or taken from a padded copy.
struct OrderTests {
    /// Lines of `value = Operation inputs`; x is the picture, w and v are weights 3×3 of 3 to 3
    /// channels, k 1×1, g and b a normalization's scale and shift, y the output.
    static let networks = [
        "a value read again after its padded copy was changed": """
        a = Conv x w; n = Norm a g b; p = Reflect n; r = Relu p; d = Valid r v; y = Add d n
        """,
        "a value read again after its padded copy": """
        a = Conv x w; n = Norm a g b; p = Reflect n; d = Valid p v; s = Add d n; q = Edge s
        e = Valid q w; y = Add e s
        """,
        "a value read three times": """
        a = Conv x w; n = Norm a g b; c = Conv n v; d = Conv n k; s = Add c n; t = Add d s
        y = Add t n
        """,
        "an activation after zeros were padded": """
        p = Zero x; s = Sigmoid p; y = Valid s w
        """,
        "two paddings and an enlargement": """
        a = Conv x w; n = Norm a g b; p = Reflect n; z = Zero p; q = Reflect z; u = Twice q
        h = Half u w; i = Valid h v; j = Valid i w; y = Valid j v
        """,
        "three activations in a row": """
        a = Conv x w; r = Relu a; s = Sigmoid r; t = Tanh s; y = Conv t k
        """,
        "an activation before, and two after, a sum": """
        a = Conv x w; n = Norm a g b; r = Relu n; s = Add r x; t = Tanh s; q = Sigmoid t
        y = Conv q k
        """,
        "a kept value added to itself": """
        a = Conv x w; n = Norm a g b; y = Add n n
        """,
        "a padded value added to itself": """
        a = Conv x w; n = Norm a g b; p = Reflect n; s = Add p p; y = Valid s v
        """,
        "two kept values": """
        a = Conv x w; n = Norm a g b; c = Conv x v; m = Norm c g b; s = Add n m; y = Relu s
        """,
        "the picture added to itself, then to the output": """
        s = Add x x; a = Conv s w; y = Add x a
        """,
        "a normalised picture added to blocks": """
        n = Norm x g b; a = Conv x w; m = Norm a b g; y = Add m n
        """,
        "blocks added to a normalised and padded picture": """
        n = Norm x g b; p = Edge n; a = Conv p w; r = Relu p; s = Add r a; y = Valid s v
        """,
        "the output read by others": """
        y = Conv x w; n = Norm y g b; p = Reflect n; d = Valid p v
        """,
        "a normalisation of a sum of what was padded": """
        a = Conv x w; p = Reflect a; d = Valid p v; s = Add a d; n = Norm s g b; r = Relu n
        y = Add r a
        """,
    ]

    @Test("every order equals the reference engine to 1e-5", arguments: networks.keys.sorted())
    func order(name: String) throws {
        let network = try Self.network(Self.networks[name] ?? "")
        var random = RandomNumbers(seed: 12)
        for (width, height) in [(8, 8), (12, 6)] {
            let picture = try random.picture(width: width, height: height)
            let worker = try NetworkFamily([("net", network)])
                .compiled(width: width, height: height, threads: 2).makeWorker()
            let found = try worker.render(picture, weights: [1])
            let expected = try reference([network], [1], picture)
            #expect(relativeDifference(found.samples, expected.samples) < 1e-5)
        }
    }

    private static func network(_ text: String) throws -> Network {
        let nodes = text.split { $0 == ";" || $0 == "\n" }.map { line in
            let words = line.split { $0 == " " || $0 == "=" }.map(String.init)
            let (operation, attributes) = Self.operation(words[1])
            return SmallNetwork.node(operation, Array(words.dropFirst(2)), words[0], attributes)
        }
        var random = RandomNumbers(seed: 11)
        let tensors = [
            ("w", [3, 3, 3, 3]), ("v", [3, 3, 3, 3]), ("k", [3, 3, 1, 1]), ("g", [3]), ("b", [3]),
        ]
        return try Network(
            SmallNetwork.model(
                nodes, tensors.map { ($0.0, $0.1, random.tensor($0.1, scale: 0.6).values) }))
    }

    private static func operation(_ word: String) -> (String, [String: ONNXNode.Attribute]) {
        let one: ONNXNode.Attribute = .ints([0, 0, 1, 1, 0, 0, 1, 1])
        return switch word {
        case "Conv": ("Conv", ["auto_pad": .string("SAME_UPPER")])
        case "Valid": ("Conv", [:])
        case "Half": ("Conv", ["strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1])])
        case "Norm": ("InstanceNormalization", [:])
        case "Reflect": ("Pad", ["mode": .string("reflect"), "pads": one])
        case "Edge": ("Pad", ["mode": .string("edge"), "pads": one])
        case "Zero": ("Pad", ["pads": one])
        case "Twice": ("Upsample", ["scales": .floats([1, 1, 2, 2])])
        default: (word, [:])
        }
    }
}
