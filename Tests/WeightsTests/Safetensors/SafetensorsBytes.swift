/// A safetensors file by hand: the header's length, the header, the data.
func safetensors(
    _ header: String, _ data: [UInt8] = [], length: UInt64? = nil
) -> [UInt8] {
    littleEndian(length ?? UInt64(header.utf8.count)) + Array(header.utf8) + data
}

/// One tensor called `w`.
func safetensors(
    dtype: String, shape: [Int], _ data: [UInt8]
) -> [UInt8] {
    safetensors(
        #"{"w":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[0,\#(data.count)]}}"#, data)
}

/// The bytes of an integer, the lowest first.
func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// The bytes of floats, the lowest first.
func littleEndian(_ values: [Float]) -> [UInt8] {
    values.flatMap { littleEndian($0.bitPattern) }
}
