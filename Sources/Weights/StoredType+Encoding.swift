extension StoredType {
    /// The elements as little-endian bytes of a floating-point type, rounded to nearest even.
    ///
    /// Throws `WeightsError` for a number that the type would make infinite.
    func bytes(of values: [Float], file: String, tensor: String) throws -> [UInt8] {
        switch self {
        case .f16, .bf16:
            let halves = values.map {
                self == .f16 ? HalfPrecision.bits(of: $0) : HalfPrecision.brainBits(of: $0)
            }
            let infinity: UInt16 = self == .f16 ? 0x7c00 : 0x7f80
            if let index = halves.firstIndex(where: { $0 & 0x7fff == infinity }) {
                throw WeightsError.nonFinite(
                    file: file, tensor: tensor, index: index, value: "\(values[index])",
                    expected: "a number that 16 bits can hold")
            }
            return bytes(halves)
        case .f64: return bytes(values.map { Double($0).bitPattern })
        default: return bytes(values.map(\.bitPattern))
        }
    }

    private func bytes(_ elements: [some FixedWidthInteger]) -> [UInt8] {
        elements.map(\.littleEndian).withUnsafeBytes(Array.init)
    }
}
