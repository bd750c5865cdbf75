/// How a file stores the elements of a tensor, little-endian; named as safetensors does.
enum StoredType: String, CaseIterable {
    case f64 = "F64"
    case f32 = "F32"
    case f16 = "F16"
    case bf16 = "BF16"
    case i64 = "I64"
    case i32 = "I32"
    case i16 = "I16"
    case i8 = "I8"
    case u64 = "U64"
    case u32 = "U32"
    case u16 = "U16"
    case u8 = "U8"
    case bool = "BOOL"

    /// Bytes of one element.
    var width: Int {
        switch self {
        case .f64, .i64, .u64: 8
        case .f32, .i32, .u32: 4
        case .f16, .bf16, .i16, .u16: 2
        case .i8, .u8, .bool: 1
        }
    }

    /// True of the types that become 32-bit floats, false of those that become integers.
    var isFloat: Bool {
        switch self {
        case .f64, .f32, .f16, .bf16: true
        default: false
        }
    }

    /// The names of all types that are read, for messages.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The most elements of an integer tensor: these are counters and indices, never layers, and each
/// byte of a file may become eight in memory.
let integerTensorLimit = 1 << 24
