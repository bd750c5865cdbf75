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
    case longInteger(Text)
    case float(Double)
    case text(Text)
    case bytes(Text)
    case tuple(Span)
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

extension PickleValue {
    /// The range of a text in a pickle's bytes.
    struct Text {
        let start: Int32
        let count: Int32
    }

    /// The range of a tuple's items in `PickleHeap.tupleItems`.
    struct Span {
        let start: Int32
        let count: Int32
    }
}
