/// A decoded image whose colours and alpha are still apart: the colours are converted first.
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
        let largest = Float(Sample.max)
        return [Float](unsafeUninitializedCapacity: size.area) { alpha, initialised in
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let offset = y &* rowBytes &+ (4 &* x &+ 3) &* bytesPerSample
                    let value = bytes.loadUnaligned(fromByteOffset: offset, as: Sample.self)
                    alpha[y &* size.width &+ x] = Float(value) / largest
                }
            }
            initialised = size.area
        }
    }

    /// The image of three channels, or of four where a pixel is not opaque.  What is hidden has then the
    /// colours of what is visible beside it; see ``Image/fillHiddenColours()``.
    ///
    /// Throws ``ImagingError`` for an image that is too large with its alpha.
    package func image() throws -> Image {
        guard let alpha, alpha.contains(where: { $0 < 1 }) else { return colours }
        var image = try Image(
            width: colours.width, height: colours.height, channels: 4,
            samples: colours.samples + alpha)
        image.fillHiddenColours()
        return image
    }
}
