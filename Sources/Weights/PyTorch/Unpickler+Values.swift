extension Unpickler {
    /// Takes the argument of an opcode for a number.
    mutating func number(_ opcode: PickleOpcode, _ start: Int) throws -> PickleValue {
        switch opcode {
        case .binInt1: .integer(Int64(try bytes.number(1, start)))
        case .binInt2: .integer(Int64(try bytes.number(2, start)))
        case .binInt: .integer(Int64(Int32(truncatingIfNeeded: try bytes.number(4, start))))
        case .binFloat: .float(Double(bitPattern: try bytes.number(8, start).byteSwapped))
        default: try long(bytes.number(opcode == .long1 ? 1 : 4, start), start)
        }
    }

    /// A whole number of so many bytes in two's complement.
    private mutating func long(_ count: UInt64, _ start: Int) throws -> PickleValue {
        guard count <= PickleBytes.nameLimit else {
            throw bytes.malformed(
                "an integer of \(count) bytes", at: start, "at most \(PickleBytes.nameLimit)")
        }
        let text = try bytes.take(count, start)
        guard count <= 8 else { return .longInteger(text) }
        let isNegative = bytes[text].last.map { $0 >= 0x80 } ?? false
        return .integer(
            bytes[text].reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) })
    }

    /// Takes a count, as wide as the opcode says, and so many bytes.
    mutating func counted(_ opcode: PickleOpcode, _ start: Int) throws -> PickleValue.Text {
        let width =
            switch opcode {
            case .shortBinString, .shortBinUnicode, .shortBinBytes: 1
            case .binUnicode8, .binBytes8: 8
            default: 4
            }
        return try bytes.take(try bytes.number(width, start), start)
    }

    /// Makes a tuple of what the opcode takes off the stack.
    mutating func tuple(_ opcode: PickleOpcode, _ start: Int) throws -> PickleValue.Span {
        switch opcode {
        case .emptyTuple: return newTuple([])
        case .tuple1: return newTuple([try pop(start)])
        case .tuple2:
            let last = try pop(start)
            return newTuple([try pop(start), last])
        case .tuple3:
            let (last, middle) = (try pop(start), try pop(start))
            return newTuple([try pop(start), middle, last])
        default: return newTuple(try popToMark(start))
        }
    }

    private mutating func newTuple(_ items: [PickleValue]) -> PickleValue.Span {
        defer { heap.tupleItems += items }
        return PickleValue.Span(start: Int32(heap.tupleItems.count), count: Int32(items.count))
    }

    /// Adds one value, or those above the mark, to the list below.
    mutating func append(_ opcode: PickleOpcode, _ start: Int) throws {
        let items = opcode == .append ? [try pop(start)] : try popToMark(start)
        let target = try top(start)
        guard case .list(let index) = target else {
            throw refused("APPEND", on: target, start, "a list")
        }
        heap.lists[Int(index)] += items
    }

    /// Adds one pair, or those above the mark, to the dict below.
    mutating func setItems(_ opcode: PickleOpcode, _ start: Int) throws {
        let items: [PickleValue]
        if opcode == .setItem {
            let value = try pop(start)
            items = [try pop(start), value]
        } else {
            items = try popToMark(start)
        }
        let target = try top(start)
        guard case .mapping(let index) = target else {
            throw refused("SETITEM", on: target, start, "a dict")
        }
        guard items.count.isMultiple(of: 2) else {
            throw bytes.malformed("a key without a value", at: start, "pairs")
        }
        for key in stride(from: items.startIndex, to: items.endIndex, by: 2) {
            heap.mappings[Int(index)].entries.append((items[key], items[key + 1]))
        }
    }

    /// Drops the attributes that torch hangs on a state dict (`_metadata`) and NumPy on its values.
    mutating func build(_ start: Int) throws {
        _ = try pop(start)
        switch try top(start) {
        case .opaque: return
        case .mapping(let index) where heap.mappings[Int(index)].isOrdered: return
        case let target: throw refused("BUILD", on: target, start, "an OrderedDict")
        }
    }

    private func refused(
        _ opcode: String, on target: PickleValue, _ start: Int, _ expected: String
    ) -> WeightsError {
        bytes.malformed("\(opcode) on \(target.kind)", at: start, expected)
    }
}
