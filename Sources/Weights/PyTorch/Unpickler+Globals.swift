extension Unpickler {
    private static let argumentLimit = 8

    /// Takes a name and gives our rule for it.
    mutating func global(_ opcode: PickleOpcode, _ start: Int) throws -> PickleGlobal {
        let (module, name) = try opcode == .global ? lines(start) : texts(start)
        guard let module = bytes.string(module), let name = bytes.string(name) else {
            throw bytes.malformed("a global that is not UTF-8", at: start, "a name")
        }
        if PickleGlobal.isQuantised("\(module).\(name)") {
            throw WeightsError.unsupportedFormat(
                file: bytes.file, found: "is quantised to 8 bits (\(module).\(name))",
                expected: "float weights; save the network before it is quantised")
        }
        guard let global = PickleGlobal("\(module).\(name)") else {
            throw bytes.malformed(
                "global \(shortened("\(module).\(name)")) not allowed", at: start,
                "a state_dict of tensors")
        }
        return global
    }

    private mutating func lines(_ start: Int) throws -> (PickleValue.Text, PickleValue.Text) {
        (try bytes.line(start), try bytes.line(start))
    }

    private mutating func texts(_ start: Int) throws -> (PickleValue.Text, PickleValue.Text) {
        guard case .text(let name) = try pop(start), case .text(let module) = try pop(start),
            max(name.count, module.count) <= PickleBytes.nameLimit
        else {
            throw bytes.malformed("a global whose name is not text", at: start, "two short texts")
        }
        return (module, name)
    }

    /// What our rule for a function makes of its arguments.
    mutating func reduced(_ start: Int) throws -> PickleValue {
        let arguments = try pop(start)
        let function = try pop(start)
        guard case .tuple(let span) = arguments else {
            throw bytes.malformed("a call with \(arguments.kind)", at: start, "a tuple")
        }
        guard case .global(let global) = function else {
            throw bytes.malformed("a call of \(function.kind)", at: start, "a function by name")
        }
        guard span.count <= Self.argumentLimit else {
            throw bytes.malformed(
                "a call with \(span.count) arguments", at: start, "at most \(Self.argumentLimit)")
        }
        let items = Array(heap[span])
        switch global {
        case .orderedDict: return try orderedDict(items, start)
        case .tensor, .tensor2, .tensor3: return try tensor(global, items, start)
        case .parameter: return try parameter(items, start)
        case .size: return try size(items, start)
        case .inert: return .opaque
        case .storage, .untypedStorage, .type:
            throw bytes.malformed("a call of a torch type", at: start, "a function by name")
        }
    }

    /// An empty one, or one of the pairs that Python 2 wrote as its argument.
    private mutating func orderedDict(
        _ items: [PickleValue], _ start: Int
    ) throws -> PickleValue {
        let dict = newMapping(isOrdered: true)
        guard let pairs = items.first else { return dict }
        guard items.count == 1, case .list(let list) = pairs else {
            throw bytes.malformed(
                "OrderedDict of \(items.count) arguments", at: start, "none or a list")
        }
        copiedPairs += heap.lists[Int(list)].count
        guard copiedPairs <= Self.memoLimit else {
            throw bytes.malformed("more pairs", at: start, "at most \(Self.memoLimit)")
        }
        var entries: [(key: PickleValue, value: PickleValue)] = []
        for pair in heap.lists[Int(list)] {
            guard let (key, value) = self.pair(pair) else {
                throw bytes.malformed("OrderedDict of \(pair.kind)", at: start, "pairs")
            }
            entries.append((key, value))
        }
        heap.mappings[heap.mappings.count - 1].entries = entries
        return dict
    }

    private func pair(_ value: PickleValue) -> (PickleValue, PickleValue)? {
        switch value {
        case .list(let index) where heap.lists[Int(index)].count == 2:
            (heap.lists[Int(index)][0], heap.lists[Int(index)][1])
        case .tuple(let span) where span.count == 2:
            (heap.tupleItems[Int(span.start)], heap.tupleItems[Int(span.start) + 1])
        default: nil
        }
    }

    /// A parameter is its tensor: (tensor, requires_grad, hooks).
    private func parameter(_ items: [PickleValue], _ start: Int) throws -> PickleValue {
        guard items.count == 3, case .tensor = items[0] else {
            throw bytes.malformed("a parameter without its tensor", at: start, "three arguments")
        }
        return items[0]
    }

    /// A `torch.Size` is the tuple of its sizes.
    private func size(_ items: [PickleValue], _ start: Int) throws -> PickleValue {
        guard items.count == 1, case .tuple = items[0] else {
            throw bytes.malformed("torch.Size of something else", at: start, "a tuple")
        }
        return items[0]
    }
}
