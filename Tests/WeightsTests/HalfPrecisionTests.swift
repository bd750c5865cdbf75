import Foundation
import Testing

@testable import Weights

@Suite("Half precision")
struct HalfPrecisionTests {
    @Test("all 65536 halves have the value of their sign, exponent and fraction")
    func values() {
        let wrong = (UInt16.min...UInt16.max).filter { half in
            let value = Double(HalfPrecision.value(ofBits: half))
            let expected = closedForm(half)
            return expected.isNaN ? !value.isNaN : value != expected || value.sign != expected.sign
        }
        #expect(wrong.isEmpty)
    }

    @Test("all 65536 halves come back from 32 bits, NaN payloads included")
    func roundTrip() {
        let wrong = (UInt16.min...UInt16.max).filter {
            HalfPrecision.bits(of: HalfPrecision.value(ofBits: $0)) != $0
        }
        #expect(wrong.isEmpty)
    }

    @Test("the middle between any two neighbours rounds to the even one, its sides to the nearer")
    func ties() {
        // Up to 65504, the greatest half; what follows it acts as 65536.
        let wrong = (0..<UInt16(0x7c00)).filter { half in
            let lower = closedForm(half)
            let upper = half == 0x7bff ? 65536 : closedForm(half + 1)
            let middle = Float((lower + upper) / 2)
            let even = half.isMultiple(of: 2) ? half : half + 1
            return HalfPrecision.bits(of: middle) != even
                || HalfPrecision.bits(of: -middle) != even | 0x8000
                || HalfPrecision.bits(of: middle.nextDown) != half
                || HalfPrecision.bits(of: middle.nextUp) != half + 1
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "known values of IEEE 754 binary16",
        arguments: [
            (0x1p-24, 0x0001), (0x1p-25, 0x0000), (0x1.8p-25, 0x0001), (0x1.ff8p-15, 0x03ff),
            (0x1p-14, 0x0400), (1, 0x3c00), (1 + 0x1p-11, 0x3c00), (1 + 0x1.8p-10, 0x3c02),
            (-2, 0xc000), (65504, 0x7bff), (65519.996, 0x7bff), (65520, 0x7c00), (1e38, 0x7c00),
            (-.infinity, 0xfc00), (-0.0, 0x8000), (0x1p-149, 0x0000),
        ] as [(Float, UInt16)])
    func known(value: Float, bits: UInt16) {
        #expect(HalfPrecision.bits(of: value) == bits)
    }

    @Test("a NaN whose payload is in the lower bits stays a NaN")
    func nan() {
        let value = Float(bitPattern: 0x7f80_0001)
        #expect(HalfPrecision.value(ofBits: HalfPrecision.bits(of: value)).isNaN)
    }

    @Test("all 65536 brain floats are the upper half of their 32 bits")
    func brainFloats() {
        let wrong = (UInt16.min...UInt16.max).filter {
            HalfPrecision.value(ofBrainBits: $0).bitPattern != UInt32($0) * 65536
        }
        #expect(wrong.isEmpty)
    }

    /// (−1)^s 2^(e−15) (1 + f/1024), and (−1)^s 2^(−14) f/1024 where e is 0 (IEEE 754, table 3.5).
    private func closedForm(_ half: UInt16) -> Double {
        let sign: Double = half & 0x8000 == 0 ? 1 : -1
        let exponent = Int(half >> 10) & 31
        let fraction = Double(half & 1023) / 1024
        switch exponent {
        case 0: return sign * fraction * pow(2, -14)
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (1 + fraction) * pow(2, Double(exponent - 15))
        }
    }
}
