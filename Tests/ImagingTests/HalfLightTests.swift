import Foundation
import Testing

@testable import Imaging

/// Half floats against IEEE 754's definition.
struct HalfLightTests {
    @Test func `every half is the nearest one, ties to even`() {
        for bits in stride(from: UInt16(0), to: 0x7BFF, by: 7) {
            let (low, high) = (Self.float(bits), Self.float(bits + 1))
            #expect(halfBits(low) == bits)
            #expect(halfBits(-low) == bits | 0x8000)
            #expect(halfBits((low + high) / 2) == bits + bits % 2)
            #expect(halfBits(low + (high - low) * 0.51) == bits + 1)
        }
        #expect(halfBits(.infinity) == 0x7BFF)
    }

    /// A finite half, as binary16 is defined.
    private static func float(_ bits: UInt16) -> Float {
        let (exponent, fraction) = (Int(bits >> 10), Float(bits & 0x3FF) / 1024)
        return exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * exp2(Float(exponent - 15))
    }
}
