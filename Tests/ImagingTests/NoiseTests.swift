import Foundation
import Testing

@testable import Imaging

/// The noise of images against pictures whose noise is known, numpy and closed forms.
struct NoiseTests {
    /// 160×120 of 8 bits: brighter to the right, a chequered upper half, and noise of σ, the sum of twelve
    /// uniform numbers less 6 times σ.  `Training/denoise/noise.py` makes the same.
    private static func picture(_ deviation: Double) throws -> Image {
        let (width, height) = (160, 120)
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        func uniform() -> Double {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
        }
        var samples: [Float] = []
        for index in 0..<3 * width * height {
            let (x, y) = (index % width, index / width % height)
            let check = y < 60 ? 24 * ((x / 7 + y / 5) % 2) : 0
            let base = 30 + 190 * Double(x) / Double(width) + Double(check)
            var sum = 0.0
            for _ in 0..<12 { sum += uniform() }
            let value = (base + deviation * (sum - 6)).rounded(.toNearestOrEven)
            samples.append(Float(min(max(value, 0), 255)) / 255)
        }
        return try Image(width: width, height: height, samples: samples)
    }

    /// `Training/denoise/noise.py`, in numpy with LAPACK's eigenvalues and SciPy's normal distribution.
    @Test(arguments: [
        (2, 1.7211, 1.7211), (5, 4.9454, 4.9454), (20, 20.2967, 20.1984), (50, 51.163, 47.4863),
    ])
    func `noise is numpy's, and the true one`(
        deviation: Double, found: Double, remaining: Double
    ) throws {
        let noise = try #require(try Self.picture(deviation).noise)
        #expect(abs(noise.deviation - found) < 0.01)
        #expect(abs(noise.remaining - remaining) < 0.01)
        #expect(abs(noise.deviation - deviation) < 1.5)
        #expect(noise.remaining <= noise.deviation)
    }

    @Test func `alpha does not count, and what is constant has no noise`() throws {
        let picture = try Self.picture(20)
        #expect(try picture.withAlpha().noise == picture.noise)
        #expect(try Image(width: 64, height: 64, filledWith: 0.5).noise == nil)
        #expect(try Image(width: 4, height: 400, filledWith: 0.5).noise == nil)
        var dot = try Image(width: 5, height: 5)
        dot.samples[3] = 1
        #expect(try #require(dot.noise).deviation >= 0)
        for value in [Float.nan, .infinity, 1e30, -1e30] {
            dot.samples[30] = value
            _ = dot.noise
            #expect(try Image(width: 9, height: 7, filledWith: value).noise == nil)
        }
    }

    /// Black bars, and half a picture of one colour, are passed over.
    @Test func `places without noise do not hide it`() throws {
        var picture = try Self.picture(20)
        for index in picture.samples.indices where index / 160 % 120 < 24 {
            picture.samples[index] = 0
        }
        for index in picture.samples.indices where index / 160 % 120 > 90 {
            picture.samples[index] = 0.5
        }
        let noise = try #require(picture.noise)
        #expect(abs(noise.deviation - 20) < 1)
    }

    @Test func `clipping leaves what the closed forms say`() {
        let noise = ClippedNoise(deviation: 10)
        #expect(abs(noise.share(atMean: 128) - 1) < 1e-6)
        // Of |x| where x > 0, and 0 elsewhere: mean σ/√2π, variance σ² (½ − 1/2π).
        let mean = 10 / (2 * Double.pi).squareRoot()
        #expect(abs(noise.share(atMean: mean) - (0.5 - 0.5 / .pi)) < 1e-4)
        #expect(abs(noise.share(atMean: 255 - mean) - (0.5 - 0.5 / .pi)) < 1e-4)
        #expect(noise.share(atMean: 0) < 0.01)
    }

    /// Of the matrix with 2 on the diagonal and −1 beside it: 2 − 2 cos(kπ / (n + 1)).
    @Test func `eigenvalues are those of the closed form`() {
        let side = 25
        var elements = [Double](repeating: 0, count: side * side)
        for row in 0..<side {
            elements[row * side + row] = 2
            if row + 1 < side { elements[row * side + row + 1] = -1 }
        }
        let found = SymmetricMatrix(side: side, upper: elements).eigenvalues
        for (k, value) in found.enumerated() {
            #expect(abs(value - (2 - 2 * cos(Double(k + 1) * .pi / Double(side + 1)))) < 1e-12)
        }
        #expect(SymmetricMatrix(side: 2, upper: [0, 0, 0, 0]).eigenvalues == [0, 0])
    }

    @Test func `variances are those that clipping leaves around each sample`() throws {
        let noise = NoiseEstimate(deviation: 25.5, remaining: 25)
        let grey = try Image(width: 6, height: 6, filledWith: 0.5)
        #expect(noise.variances(in: grey).allSatisfy { abs($0 - 0.01) < 1e-5 })
        let black = try Image(width: 6, height: 6, filledWith: 0)
        #expect(noise.variances(in: black).allSatisfy { $0 < 1e-4 })
        let none = NoiseEstimate(deviation: 0, remaining: 0)
        #expect(none.variances(in: grey).allSatisfy { $0 == 0 })
    }
}
