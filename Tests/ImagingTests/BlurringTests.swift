import Testing

@testable import Imaging

/// A Gaussian blur, and images that are moved.
struct BlurringTests {
    /// 9×6: a white block, and a grey corner.
    private func picture() throws -> Image {
        var samples = [Float](repeating: 0, count: 54)
        for y in 1..<4 { for x in 2..<6 { samples[9 * y + x] = 1 } }
        samples[0] = 0.5
        return try Image(width: 9, height: 6, channels: 1, samples: samples)
    }

    /// `scipy.ndimage.gaussian_filter(a, 1.5, mode="nearest", truncate=4)` in float64.
    @Test func `a blur is SciPy's`() throws {
        let expected: [[Float]] = [
            [
                0.2554979, 0.2472611, 0.2724324, 0.3012370, 0.2898451, 0.2240305, 0.1311315,
                0.0551647, 0.0160194,
            ],
            [
                0.2067290, 0.2826004, 0.3955092, 0.4795526, 0.4729474, 0.3674446, 0.2152657,
                0.0905712, 0.0263012,
            ],
            [
                0.1552812, 0.2814359, 0.4437959, 0.5578215, 0.5550490, 0.4320162, 0.2531731,
                0.1065256, 0.0309342,
            ],
            [
                0.1047212, 0.2234539, 0.3706833, 0.4723476, 0.4715429, 0.3672646, 0.2152513,
                0.0905712, 0.0263012,
            ],
            [
                0.0579229, 0.1327025, 0.2243481, 0.2872817, 0.2871249, 0.2236818, 0.1311036,
                0.0551647, 0.0160194,
            ],
            [
                0.0238994, 0.0561633, 0.0955571, 0.1225610, 0.1225409, 0.0954716, 0.0559583,
                0.0235457, 0.0068375,
            ],
        ]
        let found = try picture().blurred(deviation: 1.5)
        for (sample, value) in zip(found.samples, expected.flatMap(\.self)) {
            #expect(abs(sample - value) < 1e-6)
        }
    }

    @Test func `no deviation blurs nothing, and a small one little`() throws {
        let picture = try picture()
        #expect(picture.blurred(deviation: 0) == picture)
        // A radius of int(4 × 0.1 + 0.5) = 0 pixels.
        #expect(picture.blurred(deviation: 0.1) == picture)
        // Row 2 of SciPy's blur by 0.4.
        let expected: [Float] = [
            5.1e-06, 0.0403908, 0.9596024, 0.9999897, 0.9999897, 0.9596024, 0.0403908, 3.4e-06, 0,
        ]
        let found = picture.blurred(deviation: 0.4).samples[18..<27]
        for (sample, value) in zip(found, expected) { #expect(abs(sample - value) < 1e-6) }
    }

    @Test func `what is one everywhere stays so once it is settled`() throws {
        let white = try Image(width: 7, height: 5, channels: 1, filledWith: 1)
        #expect(white.blurred(deviation: 9).settled() == white)
    }

    @Test func `whole pixels move bit for bit, the edges repeated`() throws {
        let row = try Image(width: 4, height: 1, channels: 1, samples: [0.1, 0.2, 0.3, 0.4])
        #expect(row.moved(x: 1, y: 0).samples == [0.1, 0.1, 0.2, 0.3])
        #expect(row.moved(x: -2, y: 0).samples == [0.3, 0.4, 0.4, 0.4])
        #expect(row.moved(x: 99, y: 0).samples == [0.1, 0.1, 0.1, 0.1])
        #expect(row.moved(x: 0, y: 5) == row)
        let column = try Image(width: 1, height: 3, channels: 1, samples: [1, 2, 3])
        #expect(column.moved(x: 0, y: 1).samples == [1, 1, 2])
    }

    @Test func `between pixels a move is linear`() throws {
        let row = try Image(width: 3, height: 1, channels: 1, samples: [0, 1, 4])
        #expect(row.moved(x: 0.25, y: 0).samples == [0, 0.75, 3.25])
        #expect(row.moved(x: -0.5, y: 0).samples == [0.5, 2.5, 4])
    }

    @Test func `an inverted mask is what is left`() throws {
        let row = try Image(width: 3, height: 1, channels: 1, samples: [0, 0.25, 1])
        #expect(row.inverted().samples == [1, 0.75, 0])
    }

    @Test func `an opacity is a factor of the mask`() throws {
        let a = try Image(width: 3, height: 1, channels: 1, samples: [0, 0, 8])
        let b = try Image(width: 3, height: 1, channels: 1, samples: [4, 4, 4])
        let mask = try Image(width: 3, height: 1, channels: 1, samples: [1, 0.5, 0])
        #expect(a.covered(by: b, where: mask, opacity: 0.5).samples == [2, 1, 8])
    }
}
