import Imaging
import Testing

struct Planar16Tests {
    @Test func `all levels come back`() throws {
        // 65536 levels in each of three planes.
        let samples = (0..<3 * 65536).map { Float($0 % 65536) / 65535 }
        let image = try Image(width: 256, height: 256, samples: samples)
        let levels = try image.planar16()
        #expect(levels == (0..<3 * 65536).map { UInt16($0 % 65536) })
        let back = try levels.withUnsafeBufferPointer {
            try Image(width: 256, height: 256, planar16: $0)
        }
        #expect(back == image)
        #expect(image.roundedTo16Bits() == image)
    }

    @Test func `planes are green, blue, red`() throws {
        let image = try Image(width: 1, height: 1, samples: [0.25, 0.5, 1])
        #expect(try image.planar16() == [32768, 65535, 16384])
        #expect(try image.rgb16() == [16384, 32768, 65535])
    }

    @Test func `what lies outside is clipped, and what is no number is 0`() throws {
        let image = try Image(
            width: 2, height: 1, samples: [-1, 2, .nan, .infinity, -.infinity, 0.5])
        let rounded = image.roundedTo16Bits()
        #expect(rounded.samples == [0, 1, 0, 1, 0, Float(32768) / 65535])
        let levels = try image.planar16()
        let back = try levels.withUnsafeBufferPointer {
            try Image(width: 2, height: 1, planar16: $0)
        }
        #expect(back == rounded)
    }

    @Test func `other channels and counts are refused`() throws {
        let grey = try Image(width: 2, height: 1, channels: 1, samples: [0, 1])
        #expect(throws: ImagingError.wrongChannels(found: 1, expected: 3)) { try grey.planar16() }
        #expect(throws: ImagingError.wrongCount(found: 2, expected: 3)) {
            try [UInt16(0), 1].withUnsafeBufferPointer {
                try Image(width: 1, height: 1, planar16: $0)
            }
        }
    }
}
