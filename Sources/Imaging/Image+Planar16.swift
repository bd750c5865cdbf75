extension Image {
    /// The image as planes of 16-bit levels, green, blue, red and, of four, alpha, in the machine's byte
    /// order: what FFmpeg calls gbrp16 and gbrap16.
    ///
    /// A sample becomes round(65535 × sample), clipped to 0…65535, NaN becomes 0.  Throws ``ImagingError``
    /// unless there are three or four channels.  The inverse of ``init(width:height:channels:planar16:)``.
    public func planar16() throws -> [UInt16] {
        var levels: [UInt16] = []
        levels.reserveCapacity(samples.count)
        try forEachPlanar16 { levels += $0 }
        return levels
    }

    /// Hands the levels of ``planar16()`` to the body, in order, in pieces that fit into a processor's
    /// nearest caches.
    ///
    /// Throws as ``planar16()`` does, and what the body throws.
    public func forEachPlanar16(_ body: (UnsafeBufferPointer<UInt16>) throws -> Void) throws {
        guard channels == 3 || hasAlpha else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        let longest = 1 << 16
        try withUnsafeTemporaryAllocation(of: UInt16.self, capacity: longest) { levels in
            try samples.withUnsafeBufferPointer { source in
                for channel in [1, 2, 0, 3].prefix(channels) {
                    for start in stride(from: 0, to: planeCount, by: longest) {
                        let (from, count) = (
                            channel * planeCount + start, min(longest, planeCount - start)
                        )
                        for i in 0..<count {
                            levels[i] = UInt16(truncatingIfNeeded: level16(source[from &+ i]))
                        }
                        try body(UnsafeBufferPointer(rebasing: levels[..<count]))
                    }
                }
            }
        }
    }

    /// An image from planes of 16-bit levels, green, blue, red and, of four, alpha; level v becomes
    /// v / 65535.
    ///
    /// Throws ``ImagingError`` for a bad size, for other channels than three or four, and when there are
    /// more or fewer levels than these have.  The inverse of ``planar16()``.
    public init(
        width: Int, height: Int, channels: Int = 3, planar16 levels: UnsafeBufferPointer<UInt16>
    ) throws {
        guard channels == 3 || channels == 4 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        let count = try Self.sampleCount(width: width, height: height, channels: channels)
        guard levels.count == count else {
            throw ImagingError.wrongCount(found: levels.count, expected: count)
        }
        let plane = width * height
        let samples = [Float](unsafeUninitializedCapacity: count) { samples, initialised in
            for (place, channel) in [1, 2, 0, 3].prefix(channels).enumerated() {
                let (to, from) = (channel * plane, place * plane)
                for i in 0..<plane { samples[to &+ i] = Float(levels[from &+ i]) / 65535 }
            }
            initialised = count
        }
        self.init(
            checkedWidth: width, height: height, channels: channels, samples: samples)
    }

    /// The image with its samples at the nearest of the 65536 levels v / 65535: the one that
    /// ``planar16()`` and its inverse give.
    public func roundedTo16Bits() -> Image {
        let rounded = samples.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: source.count) { target, initialised in
                for i in 0..<source.count { target[i] = Float(level16(source[i])) / 65535 }
                initialised = source.count
            }
        }
        return Image(
            checkedWidth: width, height: height, channels: channels, samples: rounded)
    }
}

@inline(__always)
private func level16(_ value: Float) -> UInt32 { level(value * 65535, top: 65535, offset: 0) }
