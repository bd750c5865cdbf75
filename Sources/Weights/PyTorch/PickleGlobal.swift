/// The names a pickle may use. Each stands for a rule of ours, never for the thing it names.
enum PickleGlobal {
    case orderedDict
    /// `torch._utils._rebuild_tensor`, of torch 0.3 and before.
    case tensor
    /// `torch._utils._rebuild_tensor_v2`.
    case tensor2
    /// `torch._utils._rebuild_tensor_v3`, for the types that have no storage class.
    case tensor3
    case parameter
    case size
    case storage(StoredType)
    case untypedStorage
    /// A `torch.dtype`; nil for one that is not read, which matters only where a tensor uses it.
    case type(StoredType?)
    /// Makes a value that holds no weights.
    case inert

    /// The rule for a name, nil when it is not allowed.
    init?(_ name: String) {
        guard let global = Self.allowed[name] else { return nil }
        self = global
    }

    /// Whether it belongs to tensors that torch quantised (torch/_utils.py, torch/ao/nn).
    static func isQuantised(_ name: String) -> Bool {
        name == "torch._utils._rebuild_qtensor" || quantisedTypes.contains(name)
            || ["torch.ao.nn.quantized.", "torch.nn.quantized."].contains(where: name.hasPrefix)
    }

    private static let quantisedTypes: Set = [
        "torch.QInt8Storage", "torch.QUInt8Storage", "torch.QInt32Storage", "torch.qint8",
        "torch.quint8", "torch.qint32",
    ]

    /// As torch 0.3 to 2.13 and NumPy 1 and 2 write them.
    private static let allowed: [String: PickleGlobal] = {
        var names: [String: PickleGlobal] = [
            "collections.OrderedDict": .orderedDict,
            "torch._utils._rebuild_tensor": .tensor,
            "torch._utils._rebuild_tensor_v2": .tensor2,
            "torch._utils._rebuild_tensor_v3": .tensor3,
            "torch._utils._rebuild_parameter": .parameter,
            "torch.Size": .size,
            "torch.storage.UntypedStorage": .untypedStorage,
            "torch.device": .inert,
            "_codecs.encode": .inert,
            "numpy.dtype": .inert,
            "numpy.ndarray": .inert,
        ]
        for core in ["numpy.core", "numpy._core"] {
            names["\(core).multiarray.scalar"] = .inert
            names["\(core).multiarray._reconstruct"] = .inert
        }
        for (name, type) in storages { names["torch.\(name)Storage"] = .storage(type) }
        for (name, type) in types { names["torch.\(name)"] = .type(type) }
        return names
    }()

    private static let storages: [(String, StoredType)] = [
        ("Double", .f64), ("Float", .f32), ("Half", .f16), ("BFloat16", .bf16), ("Long", .i64),
        ("Int", .i32), ("Short", .i16), ("Char", .i8), ("Byte", .u8), ("Bool", .bool),
    ]

    private static let types: [(String, StoredType?)] = [
        ("float64", .f64), ("float32", .f32), ("float16", .f16), ("bfloat16", .bf16),
        ("int64", .i64), ("int32", .i32), ("int16", .i16), ("int8", .i8), ("uint64", .u64),
        ("uint32", .u32), ("uint16", .u16), ("uint8", .u8), ("bool", .bool), ("complex64", nil),
        ("complex128", nil), ("float8_e4m3fn", nil), ("float8_e5m2", nil),
    ]
}
