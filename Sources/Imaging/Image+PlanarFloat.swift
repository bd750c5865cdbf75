extension Image {
    /// Hands the planes of floats to the body: green, blue, red and, of four, alpha, in pieces that fit
    /// into a processor's nearest caches.  What FFmpeg calls gbrpf32 and gbrapf32.
    ///
    /// Throws ``ImagingError`` unless there are three or four channels, and what the body throws.
    package func forEachPlanarFloat(
        _ body: (UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        guard channels == 3 || hasAlpha else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        let longest = 1 << 16
        try samples.withUnsafeBufferPointer { source in
            for channel in [1, 2, 0, 3].prefix(channels) {
                for start in stride(from: 0, to: planeCount, by: longest) {
                    let from = channel * planeCount + start
                    let piece = source[from..<from + min(longest, planeCount - start)]
                    try body(UnsafeBufferPointer(rebasing: piece))
                }
            }
        }
    }

    /// An image from the bits of floats in planes of green, blue, red and, of four, alpha.
    ///
    /// Throws ``ImagingError`` for a bad size, for other channels than three or four, and when there are
    /// more or fewer samples than these have.
    package init(
        width: Int, height: Int, channels: Int, planarFloat bits: UnsafeBufferPointer<UInt32>
    ) throws {
        guard channels == 3 || channels == 4 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        let count = try Self.sampleCount(width: width, height: height, channels: channels)
        guard bits.count == count else {
            throw ImagingError.wrongCount(found: bits.count, expected: count)
        }
        let plane = width * height
        let samples = [Float](unsafeUninitializedCapacity: count) { samples, initialised in
            for (place, channel) in [1, 2, 0, 3].prefix(channels).enumerated() {
                let (to, from) = (channel * plane, place * plane)
                for i in 0..<plane { samples[to &+ i] = Float(bitPattern: bits[from &+ i]) }
            }
            initialised = count
        }
        self.init(checkedWidth: width, height: height, channels: channels, samples: samples)
    }
}
