extension Image {
    /// Whether the fourth of its channels is alpha.
    public var hasAlpha: Bool { channels == 4 }

    /// The alpha of an image of four channels, as one; nil where there is none.
    package var alpha: Image? {
        guard hasAlpha else { return nil }
        return Image(
            checkedWidth: width, height: height, channels: 1,
            samples: Array(samples[(3 * planeCount)...]))
    }

    /// Red, green and blue of an image of four channels, straight; any other image as it is.
    package var withoutAlpha: Image {
        guard hasAlpha else { return self }
        return Image(
            checkedWidth: width, height: height, channels: 3,
            samples: Array(samples[..<(3 * planeCount)]))
    }

    /// An image of three channels with a fourth: one of the same size, or 1 everywhere.
    ///
    /// Throws ``ImagingError`` for other channels, another size, and a result that is too large.
    package func withAlpha(_ alpha: Image? = nil) throws -> Image {
        if hasAlpha, alpha == nil { return self }
        guard channels == 3 else { throw ImagingError.wrongChannels(found: channels, expected: 3) }
        let plane = alpha?.samples ?? [Float](repeating: 1, count: planeCount)
        return try Image(width: width, height: height, channels: 4, samples: samples + plane)
    }

    /// An image of four channels laid over a colour: a c + (1 − a) b, in the encoded values, as browsers
    /// composite.  Any other image as it is.
    package func laid(over background: Colour) -> Image {
        guard hasAlpha else { return self }
        var result = withoutAlpha
        let plane = planeCount
        samples.withUnsafeBufferPointer { source in
            result.samples.withUnsafeMutableBufferPointer { target in
                for (c, colour) in background.samples.enumerated() {
                    for i in c * plane..<(c + 1) * plane {
                        let alpha = source[i &- c &* plane &+ 3 &* plane]
                        target[i] = source[i] * alpha + colour * (1 - alpha)
                    }
                }
            }
        }
        return result
    }
}
