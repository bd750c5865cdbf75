/// A decoded image whose colours are not yet laid over anything: they are converted first, and only then
/// weighted by the alpha.
package struct StraightImage {
    /// Three channels.
    package var colours: Image

    /// 0…1, row by row; nil where every pixel is opaque.
    package let alpha: [Float]?

    package init(colours: Image, alpha: [Float]? = nil) {
        (self.colours, self.alpha) = (colours, alpha)
    }

    /// From interleaved RGB or RGBA (`channels` 3 or 4) of 8 bits, or of 16 in the machine's byte order;
    /// level v becomes v over the largest.
    ///
    /// Throws ``ImagingError`` for a bad size, another depth, and when there are too few bytes.
    package init(
        width: Int, height: Int, channels: Int, depth: Int, bytes: UnsafeRawBufferPointer,
        rowBytes: Int
    ) throws {
        guard channels == 3 || channels == 4 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        switch depth {
        case 8:
            colours = try Image.deinterleaved(
                UInt8.self, width: width, height: height, bytes: bytes, rowBytes: rowBytes,
                pixelSamples: channels)
            alpha =
                channels == 3
                ? nil : Self.alpha(UInt8.self, colours.size, bytes: bytes, rowBytes: rowBytes)
        case 16:
            colours = try Image.deinterleaved(
                UInt16.self, width: width, height: height, bytes: bytes, rowBytes: rowBytes,
                pixelSamples: channels)
            alpha =
                channels == 3
                ? nil : Self.alpha(UInt16.self, colours.size, bytes: bytes, rowBytes: rowBytes)
        default: throw ImagingError.outside(found: "\(depth) bits", expected: "8 or 16")
        }
    }

    /// The last of four samples of every pixel.
    private static func alpha<Sample: FixedWidthInteger & UnsignedInteger>(
        _: Sample.Type, _ size: Size, bytes: UnsafeRawBufferPointer, rowBytes: Int
    ) -> [Float] {
        let bytesPerSample = MemoryLayout<Sample>.size
        let scale = 1 / Float(Sample.max)
        return [Float](unsafeUninitializedCapacity: size.area) { alpha, initialised in
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let offset = y &* rowBytes &+ (4 &* x &+ 3) &* bytesPerSample
                    let value = bytes.loadUnaligned(fromByteOffset: offset, as: Sample.self)
                    alpha[y &* size.width &+ x] = Float(value) * scale
                }
            }
            initialised = size.area
        }
    }

    /// The colours laid over black: c × a, in the encoded values, as browsers composite.
    package func overBlack() -> Image {
        guard let alpha else { return colours }
        var image = colours
        let plane = image.planeCount
        image.samples.withUnsafeMutableBufferPointer { samples in
            for i in 0..<plane {
                for c in 0..<3 { samples[i &+ c &* plane] *= alpha[i] }
            }
        }
        return image
    }
}
