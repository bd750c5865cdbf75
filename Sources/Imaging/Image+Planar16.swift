extension Image {
    /// The picture as planes of 16-bit levels, green, blue, red, in the machine's byte order: what
    /// FFmpeg calls gbrp16.
    ///
    /// A sample becomes round(65535 × sample), clipped to 0…65535, NaN becomes 0.  Throws ``ImagingError``
    /// unless there are three channels.  The inverse of ``init(width:height:planar16:)``.
    public func planar16() throws -> [UInt16] {
        guard channels == 3 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        return samples.withUnsafeBufferPointer { source in
            [UInt16](unsafeUninitializedCapacity: samples.count) { levels, initialised in
                for (plane, channel) in [1, 2, 0].enumerated() {
                    let (to, from) = (plane * planeCount, channel * planeCount)
                    for i in 0..<planeCount {
                        levels[to &+ i] = UInt16(truncatingIfNeeded: level16(source[from &+ i]))
                    }
                }
                initialised = samples.count
            }
        }
    }

    /// A picture from planes of 16-bit levels, green, blue, red; level v becomes v / 65535.
    ///
    /// Throws ``ImagingError`` for a bad size and when there are more or fewer levels than three planes
    /// have.  The inverse of ``planar16()``.
    public init(width: Int, height: Int, planar16 levels: UnsafeBufferPointer<UInt16>) throws {
        let count = try Self.sampleCount(width: width, height: height, channels: 3)
        guard levels.count == count else {
            throw ImagingError.wrongCount(found: levels.count, expected: count)
        }
        let plane = width * height
        let samples = [Float](unsafeUninitializedCapacity: count) { samples, initialised in
            for (place, channel) in [1, 2, 0].enumerated() {
                let (to, from) = (channel * plane, place * plane)
                for i in 0..<plane { samples[to &+ i] = Float(levels[from &+ i]) / 65535 }
            }
            initialised = count
        }
        self.init(checkedWidth: width, height: height, channels: 3, samples: samples)
    }

    /// The picture with its samples at the nearest of the 65536 levels v / 65535: the one that
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
