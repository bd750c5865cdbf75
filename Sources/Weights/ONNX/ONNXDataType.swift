/// `TensorProto.DataType` of onnx.proto3.
struct ONNXDataType {
    let code: Int64

    /// The name in the format description, or the number where it has none.
    var name: String {
        code >= 0 && code < Self.names.count ? Self.names[Int(code)] : "\(code)"
    }

    /// How such elements are stored, nil for those that are not read.
    var stored: StoredType? {
        switch code {
        case 1: .f32
        case 2: .u8
        case 3: .i8
        case 4: .u16
        case 5: .i16
        case 6: .i32
        case 7: .i64
        case 9: .bool
        case 10: .f16
        case 11: .f64
        case 12: .u32
        case 13: .u64
        case 16: .bf16
        default: nil
        }
    }

    private static let names = [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING",
        "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16",
        "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4",
        "FLOAT4E2M1",
    ]
}
