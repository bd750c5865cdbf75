extension Image {
    /// Three planes from interleaved integers of `pixelSamples` (3, or 4 with alpha) a pixel.
    @inline(__always)
    static func deinterleaved<Sample: FixedWidthInteger & UnsignedInteger>(
        _: Sample.Type, width: Int, height: Int, bytes: UnsafeRawBufferPointer, rowBytes: Int,
        pixelSamples: Int
    ) throws -> Image {
        let count = try sampleCount(width: width, height: height, channels: 3)
        let needed = width * pixelSamples * MemoryLayout<Sample>.size
        guard rowBytes >= needed, bytes.count >= rowBytes * (height - 1) + needed else {
            throw ImagingError.wrongCount(found: bytes.count, expected: needed * height)
        }
        let samples = [Float](unsafeUninitializedCapacity: count) { planes, initialised in
            for y in 0..<height {
                deinterleaveRow(
                    Sample.self, UnsafeRawBufferPointer(rebasing: bytes[(y * rowBytes)...]),
                    into: planes, at: y * width, width: width, plane: width * height,
                    pixelSamples: pixelSamples)
            }
            initialised = count
        }
        return Image(checkedWidth: width, height: height, channels: 3, samples: samples)
    }

    /// One row: plane[c] = row[c] / the largest level; a fourth sample is passed over.
    @inline(__always)
    private static func deinterleaveRow<Sample: FixedWidthInteger & UnsignedInteger>(
        _: Sample.Type, _ row: UnsafeRawBufferPointer,
        into planes: UnsafeMutableBufferPointer<Float>,
        at start: Int, width: Int, plane: Int, pixelSamples: Int
    ) {
        let size = MemoryLayout<Sample>.size
        let divisor = Float(Sample.max)
        for x in 0..<width {
            let pixel = x &* pixelSamples &* size
            for c in 0..<3 {
                let value = row.loadUnaligned(fromByteOffset: pixel &+ c &* size, as: Sample.self)
                planes[start &+ x &+ c &* plane] = Float(value) / divisor
            }
        }
    }

    /// Interleaved integers from 1 or 3 planes.
    @inline(__always)
    func interleaved<Sample: FixedWidthInteger>(
        _ quantisation: Quantisation, top: Float, as convert: (UInt32) -> Sample
    ) throws -> [Sample] {
        guard channels == 1 || channels == 3 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        let rows = quantisation.rows
        let plane = channels == 3 ? planeCount : 0
        return samples.withUnsafeBufferPointer { source in
            [Sample](unsafeUninitializedCapacity: planeCount * 3) { pixels, initialised in
                for y in 0..<height {
                    let row = rows[y & 7]
                    for x in 0..<width {
                        let from = y &* width &+ x
                        let offset = row[x & 7]
                        for c in 0..<3 {
                            pixels[from &* 3 &+ c] = convert(
                                level(source[from &+ c &* plane] * top, top: top, offset: offset))
                        }
                    }
                }
                initialised = planeCount * 3
            }
        }
    }

    /// Interleaved integers from 4 planes; alpha, the fourth, is rounded.
    @inline(__always)
    func interleavedWithAlpha<Sample: FixedWidthInteger>(
        _ quantisation: Quantisation, top: Float, as convert: (UInt32) -> Sample
    ) throws -> [Sample] {
        guard hasAlpha else { throw ImagingError.wrongChannels(found: channels, expected: 4) }
        let rows = quantisation.rows
        let plane = planeCount
        return samples.withUnsafeBufferPointer { source in
            [Sample](unsafeUninitializedCapacity: plane * 4) { pixels, initialised in
                for y in 0..<height {
                    let row = rows[y & 7]
                    for x in 0..<width {
                        let from = y &* width &+ x
                        for c in 0..<4 {
                            let value = source[from &+ c &* plane] * top
                            pixels[from &* 4 &+ c] = convert(
                                level(value, top: top, offset: c < 3 ? row[x & 7] : 0))
                        }
                    }
                }
                initialised = plane * 4
            }
        }
    }
}
