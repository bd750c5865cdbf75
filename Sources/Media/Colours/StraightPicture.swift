import Imaging

/// A decoded picture whose colours are not yet laid over anything: they are converted first, and only
/// then weighted by the alpha.
struct StraightPicture {
    /// Three channels.
    var colours: Image

    /// 0…1, row by row; nil where every pixel is opaque.
    let alpha: [Float]?

    init(colours: Image, alpha: [Float]? = nil) {
        (self.colours, self.alpha) = (colours, alpha)
    }

    /// From interleaved RGB or RGBA (`channels` 3 or 4) in the machine's byte order; level v becomes v
    /// over the type's largest.
    ///
    /// Throws ``ImagingError`` for a bad size and when there are too few bytes.
    init<Sample: FixedWidthInteger & UnsignedInteger>(
        _: Sample.Type, width: Int, height: Int, channels: Int, bytes: UnsafeRawBufferPointer,
        rowBytes: Int
    ) throws {
        let count = try Image.sampleCount(width: width, height: height, channels: 3)
        let needed = width * channels * MemoryLayout<Sample>.size
        guard rowBytes >= needed, bytes.count >= rowBytes * (height - 1) + needed else {
            throw ImagingError.wrongCount(found: bytes.count, expected: needed * height)
        }
        let hasAlpha = channels == 4
        let plane = width * height
        var samples = [Float](repeating: 0, count: count)
        var alpha = [Float](repeating: 1, count: hasAlpha ? plane : 0)
        let size = MemoryLayout<Sample>.size
        let top = Float(Sample.max)
        samples.withUnsafeMutableBufferPointer { samples in
            alpha.withUnsafeMutableBufferPointer { alpha in
                for y in 0..<height {
                    for x in 0..<width {
                        let from = y &* rowBytes &+ x &* channels &* size
                        let to = y &* width &+ x
                        for c in 0..<3 {
                            let value = bytes.loadUnaligned(
                                fromByteOffset: from &+ c &* size, as: Sample.self)
                            samples[to &+ c &* plane] = Float(value) / top
                        }
                        guard hasAlpha else { continue }
                        let value = bytes.loadUnaligned(
                            fromByteOffset: from &+ 3 &* size, as: Sample.self)
                        alpha[to] = Float(value) * (1 / top)
                    }
                }
            }
        }
        colours = try Image(width: width, height: height, samples: samples)
        self.alpha = hasAlpha ? alpha : nil
    }

    /// The colours laid over black: c × a, in the encoded values, as browsers composite.
    func overBlack() -> Image {
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
