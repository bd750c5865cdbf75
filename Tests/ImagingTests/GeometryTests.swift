import Testing

@testable import Imaging

struct GeometryTests {
    /// 1 2 3 over 4 5 6.
    private func makeImage() throws -> Image {
        try Image(width: 3, height: 2, channels: 1, samples: [1, 2, 3, 4, 5, 6])
    }

    @Test(arguments: [
        (1, [1, 2, 3, 4, 5, 6]), (2, [3, 2, 1, 6, 5, 4]), (3, [6, 5, 4, 3, 2, 1]),
        (4, [4, 5, 6, 1, 2, 3]), (5, [1, 4, 2, 5, 3, 6]), (6, [4, 1, 5, 2, 6, 3]),
        (7, [6, 3, 5, 2, 4, 1]), (8, [3, 6, 2, 5, 1, 4]),
    ])
    func `the eight EXIF orientations turn the picture upright`(exif: Int, expected: [Int]) throws {
        let orientation = try #require(Orientation(exif: exif))
        let turned = try makeImage().oriented(orientation)
        #expect(turned.samples == expected.map(Float.init))
        #expect(turned.width == (exif < 5 ? 3 : 2))
    }

    @Test func `no other number is an EXIF orientation`() {
        #expect(Orientation(exif: 0) == nil)
        #expect(Orientation(exif: 9) == nil)
    }

    @Test func `a crop lies within the picture`() throws {
        let crop = try makeImage().cropped(x: 1, y: 0, width: 2, height: 2)
        #expect(crop.samples == [2, 3, 5, 6])
        #expect(throws: ImagingError.self) {
            try makeImage().cropped(x: 2, y: 0, width: 2, height: 1)
        }
        #expect(throws: ImagingError.self) {
            try makeImage().cropped(x: .max, y: 0, width: 1, height: 1)
        }
    }

    @Test func `padding repeats the last column and row`() throws {
        let padded = try makeImage().padded(width: 4, height: 3)
        #expect(padded.samples == [1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6])
        #expect(throws: ImagingError.self) { try makeImage().padded(width: 2, height: 2) }
    }

    @Test func `grey becomes three equal planes`() throws {
        let colour = try makeImage().inColour()
        #expect(colour.samples == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
    }

    @Test func `scaling keeps a flat picture flat and a ramp straight`() throws {
        let flat = try Image(width: 37, height: 23, filledWith: 0.25)
        for sample in try flat.resized(width: 11, height: 5).samples {
            #expect(abs(sample - 0.25) < 1e-6)
        }
        let ramp = try Image(width: 64, height: 1, channels: 1, samples: (0..<64).map { Float($0) })
        let half = try ramp.resized(width: 16, height: 1)
        // Away from the edges, pixel i of 16 is centred on 4 i + 1.5.
        for i in 1..<15 { #expect(abs(half.samples[i] - (4 * Float(i) + 1.5)) < 1e-4) }
    }

    @Test func `growing by two interpolates linearly between pixel centres`() throws {
        let image = try Image(width: 2, height: 1, channels: 1, samples: [0, 1])
        #expect(try image.resized(width: 4, height: 1).samples == [0, 0.25, 0.75, 1])
        let tall = try Image(width: 1, height: 2, channels: 1, samples: [0, 1])
        #expect(try tall.resized(width: 1, height: 4).samples == [0, 0.25, 0.75, 1])
    }

    @Test func `a fine pattern averages out instead of aliasing`() throws {
        let stripes = try Image(
            width: 96, height: 2, channels: 1, samples: (0..<192).map { Float($0 % 2) })
        for sample in try stripes.resized(width: 7, height: 1).samples {
            #expect(abs(sample - 0.5) < 0.06)
        }
    }

    @Test(arguments: [(1, 1, 480), (33, 17, 1), (640, 360, 480), (1, 5000, 1)])
    func `a new width keeps the proportion`(width: Int, height: Int, newWidth: Int) throws {
        let resized = try Image(width: width, height: height, channels: 1, filledWith: 1)
            .resized(toWidth: newWidth)
        #expect(resized.width == newWidth)
        let exact = Double(newWidth * height) / Double(width)
        #expect(abs(Double(resized.height) - exact) <= 0.5 || resized.height == 1)
        #expect(resized.samples.allSatisfy { abs($0 - 1) < 1e-5 })
    }
}
