extension Unpickler {
    /// Reads the arguments of a function that rebuilds a tensor (`torch/_utils.py`):
    /// (storage, storage_offset, size, stride), then for version 2 and 3 requires_grad and
    /// backward_hooks, for version 3 the type, and where newer torch adds it metadata.
    mutating func tensor(
        _ function: PickleGlobal, _ items: [PickleValue], _ start: Int
    ) throws -> PickleValue {
        guard items.count >= 4, case .storage(let storage) = items[0],
            case .integer(let offset) = items[1], case .tuple(let sizes) = items[2],
            case .tuple(let strides) = items[3]
        else {
            throw bytes.malformed(
                "a tensor of other arguments", at: start, "storage, offset, size, stride")
        }
        let type = try elementType(function, items, heap.storages[Int(storage)], start)
        heap.tensors.append(
            PickleHeap.Tensor(
                storage: storage, type: type, offset: Int(offset), sizes: sizes, strides: strides))
        return .tensor(Int32(heap.tensors.count - 1))
    }

    private func elementType(
        _ function: PickleGlobal, _ items: [PickleValue], _ storage: PickleHeap.Storage,
        _ start: Int
    ) throws -> StoredType {
        let count: Int
        var type = storage.type
        switch function {
        case .tensor2: count = 6
        case .tensor3:
            count = 7
            guard items.count >= 7, case .global(.type(let said)) = items[6] else {
                throw bytes.malformed("a tensor without a type", at: start, "a torch.dtype")
            }
            type = said
        default: count = 4
        }
        guard let type else {
            throw bytes.malformed(
                "a tensor of bytes, complex numbers or 8-bit floats", at: start,
                "floats or integers")
        }
        guard items.count == count || items.count == count + 1 && isEmpty(items[count]) else {
            throw bytes.malformed(
                "a tensor of \(items.count) arguments", at: start, "\(count), no metadata")
        }
        return type
    }

    /// True of an absent or empty dict: a tensor's metadata would say that it is conjugated or negated.
    private func isEmpty(_ metadata: PickleValue) -> Bool {
        switch metadata {
        case .none: true
        case .mapping(let index): heap.mappings[Int(index)].entries.isEmpty
        default: false
        }
    }

    /// Reads the identifier of data beside the pickle (`persistent_id` in `torch/serialization.py`):
    /// ('storage', type, key, location, elements), in older files with a sixth, (key, offset,
    /// elements) of the part meant or None. The location, a device, does not matter.
    mutating func storage(_ start: Int) throws -> PickleValue {
        guard case .tuple(let span) = try pop(start), (5...6).contains(span.count),
            case let items = Array(heap[span]), case .text(let kind) = items[0],
            bytes[kind].elementsEqual("storage".utf8), case .global(let global) = items[1],
            case .text(let key) = items[2], case .integer(let count) = items[4], count >= 0
        else {
            throw bytes.malformed(
                "an identifier of no storage", at: start, "'storage', type, key, place, elements")
        }
        heap.storages.append(
            PickleHeap.Storage(
                type: try storedType(global, start), key: key, count: Int(count),
                view: try items.count == 6 ? view(items[5], of: Int(count), start) : nil))
        return .storage(Int32(heap.storages.count - 1))
    }

    private func storedType(_ global: PickleGlobal, _ start: Int) throws -> StoredType? {
        switch global {
        case .storage(let type): return type
        case .untypedStorage: return nil
        default:
            throw bytes.malformed("a storage of no storage type", at: start, "torch.…Storage")
        }
    }

    private func view(
        _ value: PickleValue, of count: Int, _ start: Int
    ) throws -> (offset: Int, count: Int)? {
        if case .none = value { return nil }
        guard case .tuple(let span) = value, span.count == 3, case let items = Array(heap[span]),
            case .integer(let offset) = items[1], case .integer(let size) = items[2],
            offset >= 0, size >= 0, size <= count, offset <= Int64(count) - size
        else {
            throw bytes.malformed(
                "part of a storage of \(count)", at: start, "key, offset, elements inside it")
        }
        return (Int(offset), Int(size))
    }
}
