import Testing

@testable import Imaging

struct ImageTests {
    @Test func `an image has exactly the samples of its size`() throws {
        let image = try Image(width: 3, height: 2, channels: 3, filledWith: 0.5)
        #expect(image.samples.count == 18)
        #expect(throws: ImagingError.wrongCount(found: 17, expected: 18)) {
            try Image(width: 3, height: 2, samples: [Float](repeating: 0, count: 17))
        }
    }

    @Test(arguments: [(0, 2, 3), (2, 0, 3), (2, 2, 0), (-1, 2, 3)])
    func `a side that is not positive is refused`(width: Int, height: Int, channels: Int) {
        #expect(
            throws: ImagingError.emptySize(width: width, height: height, channels: channels)
        ) {
            try Image(width: width, height: height, channels: channels)
        }
    }

    @Test(arguments: [(Int.max, 2), (2, Int.max), (1 << 32, 1 << 32), (20000, 20000)])
    func `a size that overflows or is too large is refused before it is allocated`(
        width: Int, height: Int
    ) {
        #expect(
            throws: ImagingError.tooLarge(
                width: width, height: height, channels: 3, limit: Image.maximumSamples)
        ) {
            try Image(width: width, height: height)
        }
    }

    @Test func `every 8-bit level survives both quantisations at every place of the matrix`() throws
    {
        // All 256 levels, in every row of the dither matrix and, by the odd width, every column.
        let rgb = (0..<257 * 16 * 3).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let image = try Image(width: 257, height: 16, rgb8: rgb)
        #expect(try image.rgb8(.rounded) == rgb)
        #expect(try image.rgb8(.dithered) == rgb)
    }

    @Test func `every 16-bit level survives`() throws {
        let rgb = (0..<65536 * 3).map { UInt16(truncatingIfNeeded: $0 / 3) }
        let image = try Image(width: 256, height: 256, rgb16: rgb)
        #expect(try image.rgb16() == rgb)
    }

    @Test func `values outside 0…1 are clipped and NaN becomes 0`() throws {
        let samples: [Float] = [-1, -0.0, 1.5, .infinity, -.infinity, .nan]
        let image = try Image(width: 6, height: 1, channels: 1, samples: samples)
        let expected: [UInt8] = [0, 0, 255, 255, 0, 0]
        for quantisation in [Quantisation.rounded, .dithered] {
            let rgb = try image.rgb8(quantisation)
            #expect((0..<6).map { rgb[3 * $0] } == expected)
            #expect((0..<6).map { rgb[3 * $0 + 2] } == expected)
        }
        #expect(
            try image.rgb16().prefix(18).enumerated().filter { $0.0 % 3 == 1 }.map(\.1)
                == [0, 0, 65535, 65535, 0, 0])
    }

    @Test func `the dither keeps the mean between two levels within a 64th`() throws {
        for k in 0...64 {
            let value = (100 + Float(k) / 64) / 255
            let rgb = try Image(width: 8, height: 8, channels: 1, filledWith: value).rgb8()
            let mean = Double(rgb.reduce(0) { $0 + Int($1) }) / Double(rgb.count)
            #expect(abs(mean - Double(value) * 255) <= 1.0 / 64 + 1e-6)
        }
    }

    @Test func `alpha is laid over a colour`() throws {
        let pixels: [UInt8] = [200, 100, 50, 255, 200, 100, 50, 0, 255, 255, 255, 51]
        let image = try pixels.withUnsafeBytes {
            try StraightImage(
                width: 3, height: 1, channels: 4, depth: 8, bytes: $0, rowBytes: 12
            ).image()
        }
        #expect(
            try image.laid(over: .black).rgb8(.rounded) == [200, 100, 50, 0, 0, 0, 51, 51, 51])
        let orange = try #require(Colour("#ff8000"))
        // 255 × 0.2 + 128 × 0.8 = 153.4.
        #expect(
            try image.laid(over: orange).rgb8(.rounded)
                == [200, 100, 50, 255, 128, 0, 255, 153, 51])
    }

    @Test func `rows may be longer than the picture and must not be shorter`() throws {
        let bytes: [UInt8] = [1, 2, 3, 99, 4, 5, 6]
        try bytes.withUnsafeBytes { bytes in
            let image = try Image(width: 1, height: 2, rgb8: bytes, rowBytes: 4)
            #expect(try image.rgb8(.rounded) == [1, 2, 3, 4, 5, 6])
            #expect(throws: ImagingError.self) {
                try Image(width: 1, height: 3, rgb8: bytes, rowBytes: 4)
            }
            #expect(throws: ImagingError.self) {
                try Image(width: 2, height: 1, rgb8: bytes, rowBytes: 4)
            }
        }
    }

    @Test func `other numbers of channels than 1 and 3 cannot be quantised`() throws {
        let image = try Image(width: 1, height: 1, channels: 2)
        #expect(throws: ImagingError.wrongChannels(found: 2, expected: 3)) { try image.rgb8() }
        #expect(throws: ImagingError.wrongChannels(found: 2, expected: 3)) { try image.inColour() }
    }
}
