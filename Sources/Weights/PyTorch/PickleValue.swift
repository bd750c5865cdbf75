/// What a pickle says, as an inert value: nothing is called or imported to make one.
///
/// Text is a place in the pickle's bytes and a container the number of one in a `PickleHeap`. So a
/// value is a few bytes, sharing one costs nothing, and however deep a hostile pickle nests, nothing
/// here recurses.
enum PickleValue {
    case none
    case bool(Bool)
    case integer(Int64)
    /// An integer of more than 64 bits, lowest byte first.
    case longInteger(PickleText)
    case float(Double)
    case text(PickleText)
    case bytes(PickleText)
    case tuple(PickleSpan)
    case list(Int32)
    case mapping(Int32)
    case global(PickleGlobal)
    case storage(Int32)
    case tensor(Int32)
    /// A value of an allowed kind that holds no weights, such as a NumPy number.
    case opaque

    /// Its kind, for messages.
    var kind: String {
        switch self {
        case .none: "None"
        case .bool: "a truth value"
        case .integer, .longInteger: "an integer"
        case .float: "a float"
        case .text: "text"
        case .bytes: "bytes"
        case .tuple: "a tuple"
        case .list: "a list"
        case .mapping: "a dict"
        case .global: "a type or function"
        case .storage: "a storage"
        case .tensor: "a tensor"
        case .opaque: "a NumPy value or the like"
        }
    }
}

/// The range of a text in a pickle's bytes.
struct PickleText {
    let start: Int32
    let count: Int32
}

/// The range of a tuple's items in `PickleHeap.tupleItems`.
struct PickleSpan {
    let start: Int32
    let count: Int32
}

/// The containers of a pickle, by number.
struct PickleHeap {
    /// The items of all tuples, one tuple after another.
    var tupleItems: [PickleValue] = []
    var lists: [[PickleValue]] = []
    var mappings: [PickleMapping] = []
    var storages: [PickleStorage] = []
    var tensors: [PickleTensor] = []

    /// The items of a tuple.
    subscript(span: PickleSpan) -> ArraySlice<PickleValue> {
        tupleItems[Int(span.start)..<Int(span.start + span.count)]
    }

    /// The whole numbers of a tuple, nil when it holds anything else.
    func integers(_ span: PickleSpan) -> [Int]? {
        var numbers: [Int] = []
        for item in self[span] {
            guard case .integer(let number) = item else { return nil }
            numbers.append(Int(number))
        }
        return numbers
    }
}

/// A dict or an OrderedDict; a key given twice stands in it twice.
struct PickleMapping {
    /// True of an OrderedDict, which may carry attributes.
    let isOrdered: Bool
    var entries: [(key: PickleValue, value: PickleValue)] = []
}

/// A claim about data beside the pickle: so many elements under a key.
struct PickleStorage {
    /// The type of the elements, nil when they are bytes whose type each tensor says.
    let type: StoredType?
    let key: PickleText
    /// Elements of the whole storage.
    let count: Int
    /// The part of it that this is, in elements; nil for all of it.
    let view: (offset: Int, count: Int)?
}

/// A claim about a tensor, in elements of its storage; not checked against anything yet.
struct PickleTensor {
    /// The number of its storage in `PickleHeap.storages`.
    let storage: Int32
    let type: StoredType
    let offset: Int
    let sizes: PickleSpan
    let strides: PickleSpan
}
