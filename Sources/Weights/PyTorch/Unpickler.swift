/// Executes a pickle on inert values: a stack machine that builds what an allow list knows.
///
/// The machine: Python's `pickletools`, which describes each opcode. Opcodes that torch never writes,
/// names that are not on the list and calls of anything else are errors that say where they stand.
struct Unpickler {
    /// The most opcodes: 40 for each of 25,000 tensors, ten times what networks have.
    static let opcodeLimit = 1_000_000

    /// The most values on the stack; Python's pickler empties it after 1000 items.
    static let stackLimit = 100_000

    /// The most memoised values.
    static let memoLimit = 1 << 18

    var bytes: PickleBytes
    var heap = PickleHeap()
    /// Pairs that were copied out of a list, where one list could serve many times.
    var copiedPairs = 0
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [PickleValue?] = []

    init(_ bytes: PickleBytes) {
        self.bytes = bytes
    }

    /// Executes one pickle up to its STOP and gives what it built. Throws `WeightsError`.
    mutating func next() throws -> PickleValue {
        (stack, marks, memo) = ([], [], [])
        for _ in 0..<Self.opcodeLimit {
            let start = bytes.index
            let code = UInt8(try bytes.number(1, start))
            guard let opcode = PickleOpcode(rawValue: code) else { throw refusal(code, start) }
            if opcode == .stop { return try result(start) }
            try execute(opcode, start)
            guard stack.count + marks.count <= Self.stackLimit else {
                throw bytes.malformed(
                    "more values on the stack", at: start, "at most \(Self.stackLimit)")
            }
        }
        throw bytes.malformed("more opcodes", at: bytes.index, "at most \(Self.opcodeLimit)")
    }

    private func result(_ start: Int) throws -> PickleValue {
        guard stack.count == 1, marks.isEmpty, let value = stack.last else {
            throw bytes.malformed("STOP with \(stack.count) values", at: start, "one")
        }
        return value
    }

    private func refusal(_ code: UInt8, _ start: Int) -> WeightsError {
        let name = PickleOpcode.refusedName(code) ?? "0x\(String(code, radix: 16))"
        return bytes.malformed("opcode \(name)", at: start, "one that torch.save writes")
    }

    private mutating func execute(_ opcode: PickleOpcode, _ start: Int) throws {
        switch opcode {
        case .protocolVersion, .frame, .stop: try skip(opcode, start)
        case .mark: marks.append(stack.count)
        case .none: stack.append(.none)
        case .newTrue: stack.append(.bool(true))
        case .newFalse: stack.append(.bool(false))
        case .binInt, .binInt1, .binInt2, .long1, .long4, .binFloat:
            stack.append(try number(opcode, start))
        case .shortBinString, .binString, .shortBinUnicode, .binUnicode, .binUnicode8:
            stack.append(.text(try counted(opcode, start)))
        case .shortBinBytes, .binBytes, .binBytes8:
            stack.append(.bytes(try counted(opcode, start)))
        case .emptyTuple, .tuple1, .tuple2, .tuple3, .tuple:
            stack.append(.tuple(try tuple(opcode, start)))
        case .emptyList:
            stack.append(.list(Int32(heap.lists.count)))
            heap.lists.append([])
        case .emptyDict: stack.append(newMapping(isOrdered: false))
        case .append, .appends: try append(opcode, start)
        case .setItem, .setItems: try setItems(opcode, start)
        case .binPut, .longBinPut, .memoize: try put(opcode, start)
        case .binGet, .longBinGet: stack.append(try get(opcode, start))
        case .global, .stackGlobal: stack.append(.global(try global(opcode, start)))
        case .binPersistentID: stack.append(try storage(start))
        case .reduce: stack.append(try reduced(start))
        case .build: try build(start)
        }
    }

    private mutating func skip(_ opcode: PickleOpcode, _ start: Int) throws {
        let version = try bytes.number(opcode == .frame ? 8 : 1, start)
        guard opcode == .frame || (2...5).contains(version) else {
            throw bytes.malformed("protocol \(version)", at: start, "2 to 5")
        }
    }

    /// Takes the top of the stack, down to the last mark at most.
    mutating func pop(_ start: Int) throws -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
            throw bytes.malformed("an empty stack", at: start, "a value on it")
        }
        return value
    }

    /// Takes what stands above the last mark, and the mark.
    mutating func popToMark(_ start: Int) throws -> [PickleValue] {
        guard let mark = marks.popLast() else {
            throw bytes.malformed("no mark on the stack", at: start, "one")
        }
        let items = Array(stack[mark...])
        stack.removeSubrange(mark...)
        return items
    }

    /// The top of the stack, which stays.
    func top(_ start: Int) throws -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.last else {
            throw bytes.malformed("an empty stack", at: start, "a value on it")
        }
        return value
    }

    /// A new empty dict.
    mutating func newMapping(isOrdered: Bool) -> PickleValue {
        heap.mappings.append(PickleHeap.Mapping(isOrdered: isOrdered))
        return .mapping(Int32(heap.mappings.count - 1))
    }
}

extension Unpickler {
    fileprivate mutating func put(_ opcode: PickleOpcode, _ start: Int) throws {
        let index =
            switch opcode {
            case .binPut: Int(try bytes.number(1, start))
            case .longBinPut: Int(try bytes.number(4, start))
            default: memo.count
            }
        guard index < Self.memoLimit else {
            throw bytes.malformed("memo \(index)", at: start, "less than \(Self.memoLimit)")
        }
        while memo.count <= index { memo.append(nil) }
        memo[index] = try top(start)
    }

    fileprivate func value(ofMemo index: Int, _ start: Int) throws -> PickleValue {
        guard index < memo.count, let value = memo[index] else {
            throw bytes.malformed("memo \(index), which is empty", at: start, "one that was filled")
        }
        return value
    }

    fileprivate mutating func get(_ opcode: PickleOpcode, _ start: Int) throws -> PickleValue {
        try value(ofMemo: Int(bytes.number(opcode == .binGet ? 1 : 4, start)), start)
    }
}
