import Testing

@testable import Weights

private typealias P = PickleWriter

@Suite("Hostile PyTorch files")
struct PyTorchHostileTests {
    struct Hostile: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let message: String
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ message: String) {
            self.name = name
            self.bytes = bytes
            self.message = message
        }

        /// A zip file with this pickle and a storage 0 of four floats.
        init(_ name: String, pickle: [UInt8], _ message: String) {
            self.init(name, archive(pickle).bytes, message)
        }
    }

    @Test("every bad file gives its one line", arguments: calls + opcodes + tensors + dicts + zips)
    func message(hostile: Hostile) {
        let error = #expect(throws: WeightsError.self) {
            try Checkpoint(pyTorch: hostile.bytes, file: "f")
        }
        #expect(error?.description == hostile.message)
    }

    @Test("what was compressed again is read, with entries for folders and deflate's flags")
    func deflated() throws {
        var writer = Self.archive(P.pickle(P.dict(P.tensor([2, 2], [1, 2]))))
        for index in 0...1 { writer.deflate(index) }
        writer.entries[1].flags = 6
        writer.entries.insert(.init(name: "a/", data: []), at: 0)
        writer.entries.append(.init(name: "a/data/", data: []))
        let read = try Checkpoint(pyTorch: writer.bytes, file: "f")
        #expect(read["w"] == Tensor(shape: [2, 2], values: [1, 3, 2, 4]))
    }

    @Test("the file that the others are variations of is read")
    func sound() throws {
        let bytes = Self.archive(P.pickle(P.dict(P.tensor([2, 2], [1, 2])))).bytes
        let read = try Checkpoint(pyTorch: bytes, file: "f")
        #expect(read["w"] == Tensor(shape: [2, 2], values: [1, 3, 2, 4]))
    }

    static func archive(_ pickle: [UInt8]) -> ZipWriter {
        ZipWriter([("data.pkl", pickle), ("data/0", littleEndian([1, 2, 3, 4] as [Float]))])
    }

    private static func global(_ name: String, _ byte: Int = 2) -> String {
        "f: global \(name) not allowed at byte \(byte) of data.pkl, expected a state_dict of tensors"
    }

    private static func opcode(_ name: String, _ byte: Int) -> String {
        "f: opcode \(name) at byte \(byte) of data.pkl, expected one that torch.save writes"
    }

    static let calls: [Hostile] =
        [
            ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "exec"),
            ("__builtin__", "getattr"), ("subprocess", "Popen"), ("torch.hub", "load"),
            ("torch", "load"), ("torch.storage", "_load_from_bytes"), ("numpy", "load"),
            ("collections", "OrderedDict.update"), ("torch._utils", "_rebuild_sparse_tensor"),
        ].map { module, name in
            Hostile(
                "\(module).\(name)",
                pickle: P.pickle(P.global(module, name), P.text("id"), [0x85], P.ascii("R")),
                global("\(module).\(name)"))
        } + [
            Hostile(
                "STACK_GLOBAL", pickle: P.pickle(P.text("os"), P.text("system"), [0x93]),
                global("os.system", 20)),
            Hostile(
                "STACK_GLOBAL of numbers", pickle: P.pickle(P.ascii("NN"), [0x93]),
                "f: a global whose name is not text at byte 4 of data.pkl, expected two short texts"
            ),
            Hostile(
                "a call of text", pickle: P.pickle(P.text("os.system"), P.ascii(")R")),
                "f: a call of text at byte 17 of data.pkl, expected a function by name"),
            Hostile(
                "a call of a storage type",
                pickle: P.pickle(P.global("torch", "FloatStorage"), P.ascii(")R")),
                "f: a call of a torch type at byte 23 of data.pkl, expected a function by name"),
            Hostile(
                "a call with a list",
                pickle: P.pickle(P.global("torch", "Size"), P.ascii("]R")),
                "f: a call with a list at byte 15 of data.pkl, expected a tuple"),
        ]

    static let opcodes: [Hostile] = [
        Hostile(
            "INST", pickle: P.pickle(P.ascii("(ios\nsystem\n")), opcode("INST", 3)),
        Hostile("OBJ", pickle: P.pickle(P.ascii("(o")), opcode("OBJ", 3)),
        Hostile("NEWOBJ", pickle: P.pickle([0x81]), opcode("NEWOBJ", 2)),
        Hostile("NEWOBJ_EX", pickle: P.pickle([0x92]), opcode("NEWOBJ_EX", 2)),
        Hostile("EXT1", pickle: P.pickle([0x82, 1]), opcode("EXT1", 2)),
        Hostile("PERSID", pickle: P.pickle(P.ascii("P0\n")), opcode("PERSID", 2)),
        Hostile("DUP", pickle: P.pickle(P.ascii("]2")), opcode("DUP", 3)),
        Hostile("GET", pickle: P.pickle(P.ascii("g0\n")), opcode("GET", 2)),
        Hostile("no opcode", pickle: P.pickle([0xff]), opcode("0xff", 2)),
        Hostile(
            "protocol 6", pickle: [0x80, 6] + P.ascii("}."),
            "f: protocol 6 at byte 0 of data.pkl, expected 2 to 5"),
        Hostile(
            "BUILD on a dict", pickle: P.pickle(P.ascii("}}b")),
            "f: BUILD on a dict at byte 4 of data.pkl, expected an OrderedDict"),
        Hostile(
            "BUILD on a tensor", pickle: P.pickle(P.tensor([1], [1]), P.ascii("}b")),
            "f: BUILD on a tensor at byte 134 of data.pkl, expected an OrderedDict"),
        Hostile(
            "SETITEM on a tensor", pickle: P.pickle(P.tensor([1], [1]), P.ascii("NNs")),
            "f: SETITEM on a tensor at byte 135 of data.pkl, expected a dict"),
        Hostile(
            "APPEND on a dict", pickle: P.pickle(P.ascii("}Na")),
            "f: APPEND on a dict at byte 4 of data.pkl, expected a list"),
        Hostile(
            "LONG4 of 1 GB", pickle: P.pickle([0x8b, 0, 0, 0, 0x40]),
            "f: an integer of 1073741824 bytes at byte 2 of data.pkl, expected at most 1000"),
        Hostile(
            "text of 2^63 bytes", pickle: P.pickle([0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80]),
            "f: the end at byte 12 of data.pkl, expected 9223372036854775808 bytes more for byte 2"),
        Hostile(
            "memo 2^32 - 1", pickle: P.pickle(P.ascii("}r"), [0xff, 0xff, 0xff, 0xff]),
            "f: memo 4294967295 at byte 3 of data.pkl, expected less than 262144"),
        Hostile(
            "empty memo", pickle: P.pickle(P.ascii("h"), [7]),
            "f: memo 7, which is empty at byte 2 of data.pkl, expected one that was filled"),
        Hostile(
            "empty stack", pickle: P.pickle(P.ascii("a")),
            "f: an empty stack at byte 2 of data.pkl, expected a value on it"),
        Hostile(
            "no mark", pickle: P.pickle(P.ascii("t")),
            "f: no mark on the stack at byte 2 of data.pkl, expected one"),
        Hostile(
            "STOP with nothing", pickle: P.pickle(),
            "f: STOP with 0 values at byte 2 of data.pkl, expected one"),
        Hostile(
            "no STOP", pickle: [0x80, 2] + P.ascii("}"),
            "f: the end at byte 3 of data.pkl, expected 1 bytes more for byte 3"),
        Hostile(
            "more after STOP", pickle: P.pickle(P.ascii("}")) + [0],
            "f: more at byte 4 of data.pkl, expected the end after STOP"),
    ]

    static let tensors: [Hostile] = [
        tensor(
            "more elements than the record", P.tensor(storage: P.storage(5), [1], [1]),
            "a storage of 16 bytes, expected 20"),
        tensor(
            "2^62 elements", P.tensor(storage: P.storage(1 << 62), [1], [1]),
            "a storage of 16 bytes, expected less than 2^63 claimed"),
        tensor(
            "no such storage", P.tensor(storage: P.storage(4, key: "9"), [1], [1]),
            "no storage 9, expected one in the file"),
        tensor("negative offset", P.tensor(offset: -1, [1], [1]), place(-1, [1], [1])),
        tensor("beyond the end", P.tensor(offset: 1, [4], [1]), place(1, [4], [1])),
        tensor("stride outside", P.tensor([2, 2], [3, 2]), place(0, [2, 2], [3, 2])),
        tensor(
            "negative stride", P.tensor(offset: 3, [4], [-1]),
            "sizes or strides that are none, expected as many of 0 or more"),
        tensor(
            "stride overflow", P.tensor([3], [Int64.max]), place(0, [3], [Int.max])),
        tensor(
            "size overflow", P.tensor([1 << 32, 1 << 32], [0, 0]),
            "shape [4294967296, 4294967296], expected less than 2^63 elements"),
        tensor(
            "expanded without end", P.tensor([1 << 40], [0]),
            "shape [1099511627776], expected tensors of at most 4195776 bytes together"),
        tensor(
            "33 dimensions",
            P.tensor([Int64](repeating: 1, count: 33), [Int64](repeating: 1, count: 33)),
            "33 dimensions, expected at most 32"),
    ]

    static let dicts: [Hostile] = [
        Hostile(
            "not a tensor",
            pickle: P.pickle(P.dict(P.tensor([1], [1])), P.text("v"), P.ascii("]s")),
            "f[v]: a list, expected a tensor"),
        Hostile(
            "a name twice",
            pickle: P.pickle(
                P.dict(P.tensor([1], [1])), P.text("w"), P.tensor([1], [1]), P.ascii("s")),
            "f[w]: a second value of this name, expected each name once"),
        Hostile(
            "a number as a name",
            pickle: P.pickle(P.ascii("}K"), [1], P.tensor([1], [1]), P.ascii("s")),
            "f: a dict with an integer as a key, expected a state_dict: a dict of tensors"),
        Hostile(
            "no tensors", pickle: P.pickle(P.dict(P.ascii("K") + [1])),
            "f: a dict without tensors, expected a state_dict: a dict of tensors"),
        Hostile(
            "two networks",
            pickle: P.pickle(
                P.ascii("}"), P.text("a"), P.dict(P.tensor([1], [1])), P.ascii("s"), P.text("b"),
                P.dict(P.tensor([1], [1])), P.ascii("s")),
            "f: several networks: 'a', 'b', expected the name of one, as in f#a"),
        Hostile(
            "a dict inside itself",
            pickle: P.pickle(P.ascii("}q\0"), P.text("params"), P.ascii("h\0s")),
            "f: a dict without tensors, expected a state_dict: a dict of tensors"),
        Hostile(
            "dicts inside dicts",
            pickle: P.pickle(
                [1, 2, 3, 4, 5].map { _ in P.ascii("}") + P.text("params") }.reduce([], +)
                    + P.dict(P.tensor([1], [1])) + P.ascii("sssss")),
            "f: more than 4 dicts inside one another, expected a state_dict: a dict of tensors"),
    ]

    private static func tensor(_ name: String, _ tensor: [UInt8], _ message: String) -> Hostile {
        Hostile(name, pickle: P.pickle(P.dict(tensor)), "f[w]: \(message)")
    }

    private static func place(_ offset: Int, _ shape: [Int], _ strides: [Int]) -> String {
        "offset \(offset), shape \(shape), strides \(strides), "
            + "expected a place inside the storage of 4 elements"
    }
}
