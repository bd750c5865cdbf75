extension Image {
    /// The image a share of the way from this one to another of the same size, in floats, not
    /// clipped.
    ///
    /// - Parameter share: t, 0…1; 0 gives this image bit for bit.
    package func blended(with other: Image, share: Float) -> Image {
        checkSize(other)
        let blended = [Float](unsafeUninitializedCapacity: samples.count) { target, initialised in
            samples.withUnsafeBufferPointer { a in
                other.samples.withUnsafeBufferPointer { b in
                    // a + t (b − a)
                    for k in 0..<a.count { target[k] = a[k] + share * (b[k] - a[k]) }
                }
            }
            initialised = samples.count
        }
        return Image(
            checkedWidth: width, height: height, channels: channels, samples: blended)
    }

    /// Every sample times a number, not clipped.
    package func scaled(by share: Float) -> Image {
        mapped(width: width, height: height) { source, target in
            for k in 0..<planeCount { target[k] = share * source[k] }
        }
    }

    /// Adds a share of another image of the same size, in floats, not clipped.
    package mutating func add(_ other: Image, times share: Float) {
        checkSize(other)
        samples.withUnsafeMutableBufferPointer { sum in
            other.samples.withUnsafeBufferPointer { other in
                for k in 0..<sum.count { sum[k] += share * other[k] }
            }
        }
    }

    /// The image with another of the same size laid over it where a mask says so, in floats, not clipped.
    ///
    /// - Parameters:
    ///   - mask: one channel of that size, the other image's share of each pixel, 0…1; 0 leaves this
    ///     image's bits, 1 gives the other's.
    ///   - opacity: by which the mask is multiplied.
    package func covered(by other: Image, where mask: Image, opacity: Float = 1) -> Image {
        checkSize(other)
        precondition(
            (mask.width, mask.height, mask.channels) == (width, height, 1),
            "Image: a mask of one channel and the pictures' size")
        let plane = planeCount
        let covered = [Float](unsafeUninitializedCapacity: samples.count) { target, initialised in
            samples.withUnsafeBufferPointer { a in
                other.samples.withUnsafeBufferPointer { b in
                    mask.samples.withUnsafeBufferPointer { m in
                        for start in stride(from: 0, to: a.count, by: plane) {
                            for k in 0..<plane {
                                let (below, above) = (a[start &+ k], b[start &+ k])
                                let share = m[k] * opacity
                                // a + m (b − a), which rounds: at 1 it may miss b.
                                target[start &+ k] =
                                    share >= 1 ? above : below + share * (above - below)
                            }
                        }
                    }
                }
            }
            initialised = samples.count
        }
        return Image(
            checkedWidth: width, height: height, channels: channels, samples: covered)
    }

    /// The largest difference of any sample from the blend of two images of the same size, all
    /// clipped to 0…1 as an encoder does.
    ///
    /// - Parameter share: as ``blended(with:share:)`` takes it.
    package func largestDifference(
        fromBlendOf first: Image, with second: Image, share: Float
    ) -> Float {
        checkSize(first)
        checkSize(second)
        return samples.withUnsafeBufferPointer { samples in
            first.samples.withUnsafeBufferPointer { a in
                second.samples.withUnsafeBufferPointer { b in
                    var largest: Float = 0
                    for k in 0..<samples.count {
                        let blend = clipped(a[k] + share * (b[k] - a[k]))
                        largest = max(largest, abs(blend - clipped(samples[k])))
                    }
                    return largest
                }
            }
        }
    }

    private func checkSize(_ other: Image) {
        precondition(
            (width, height, channels) == (other.width, other.height, other.channels),
            "Image: pictures of one size to blend")
    }
}

/// A sample within 0…1.
private func clipped(_ sample: Float) -> Float { min(max(sample, 0), 1) }
