/// The beginning of a PNG, for what is not a whole one.
let pngStart: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

/// A safetensors file with this header, whatever it claims, and so many zeros behind it.
func safetensors(_ header: String, data: Int = 0, length: Int? = nil) -> [UInt8] {
    let size = UInt64(bitPattern: Int64(length ?? header.utf8.count)).littleEndian
    return withUnsafeBytes(of: size) { Array($0) } + header.utf8
        + [UInt8](repeating: 0, count: data)
}
