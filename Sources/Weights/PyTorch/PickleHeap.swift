/// The containers of a pickle, by number.
struct PickleHeap {
    /// The items of all tuples, one tuple after another.
    var tupleItems: [PickleValue] = []
    var lists: [[PickleValue]] = []
    var mappings: [Mapping] = []
    var storages: [Storage] = []
    var tensors: [Tensor] = []

    /// The items of a tuple.
    subscript(span: PickleValue.Span) -> ArraySlice<PickleValue> {
        tupleItems[Int(span.start)..<Int(span.start + span.count)]
    }

    /// The whole numbers of a tuple, nil when it holds anything else.
    func integers(_ span: PickleValue.Span) -> [Int]? {
        var numbers: [Int] = []
        for item in self[span] {
            guard case .integer(let number) = item else { return nil }
            numbers.append(Int(number))
        }
        return numbers
    }
}

extension PickleHeap {
    /// A dict or an OrderedDict; a key given twice stands in it twice.
    struct Mapping {
        /// True of an OrderedDict, which may carry attributes.
        let isOrdered: Bool
        var entries: [(key: PickleValue, value: PickleValue)] = []
    }

    /// A claim about data beside the pickle: so many elements under a key.
    struct Storage {
        /// The type of the elements, nil when they are bytes whose type each tensor says.
        let type: StoredType?
        let key: PickleValue.Text
        /// Elements of the whole storage.
        let count: Int
        /// The part of it that this is, in elements; nil for all of it.
        let view: (offset: Int, count: Int)?
    }

    /// A claim about a tensor, in elements of its storage; not checked against anything yet.
    struct Tensor {
        /// The number of its storage in `storages`.
        let storage: Int32
        let type: StoredType
        let offset: Int
        let sizes: PickleValue.Span
        let strides: PickleValue.Span
    }
}
