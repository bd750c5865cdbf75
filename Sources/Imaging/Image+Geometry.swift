extension Image {
    /// The rectangle of the given size whose top left corner is (x, y); throws
    /// ``ImagingError/outside(found:expected:)`` when it does not lie within the image.
    public func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) throws -> Image
    {
        guard x >= 0, y >= 0, newWidth > 0, newHeight > 0, newWidth <= width, newHeight <= height,
            x <= width - newWidth, y <= height - newHeight
        else {
            throw ImagingError.outside(
                found: "a crop of \(newWidth)×\(newHeight) at (\(x), \(y))",
                expected: "one within \(width)×\(height)")
        }
        return placed(offsetX: x, offsetY: y, width: newWidth, height: newHeight)
    }

    /// The image at the top left of a larger one, its last column and row repeated outwards.
    ///
    /// Throws ``ImagingError`` when the new size is smaller than the image or too large.
    public func padded(width newWidth: Int, height newHeight: Int) throws -> Image {
        guard newWidth >= width, newHeight >= height else {
            throw ImagingError.outside(
                found: "a padded size of \(newWidth)×\(newHeight)",
                expected: "at least \(width)×\(height)")
        }
        _ = try Image.sampleCount(width: newWidth, height: newHeight, channels: channels)
        if newWidth == width, newHeight == height { return self }
        return placed(offsetX: 0, offsetY: 0, width: newWidth, height: newHeight)
    }

    /// A grey image as three equal planes, a colour one as it is.
    ///
    /// Throws ``ImagingError`` when there are neither 1 nor 3 channels or the result is too large.
    public func inColour() throws -> Image {
        if channels == 3 { return self }
        guard channels == 1 else {
            throw ImagingError.wrongChannels(found: channels, expected: 3)
        }
        return try Image(width: width, height: height, samples: samples + samples + samples)
    }

    /// A window whose top left is at the given offset, columns and rows beyond the last repeated.
    private func placed(offsetX: Int, offsetY: Int, width newWidth: Int, height newHeight: Int)
        -> Image
    {
        let inside = min(newWidth, width - offsetX)
        return mapped(width: newWidth, height: newHeight) { source, target in
            for y in 0..<newHeight {
                let from = min(y + offsetY, height - 1) * width + offsetX
                let to = y * newWidth
                for x in 0..<inside { target[to &+ x] = source[from &+ x] }
                for x in inside..<newWidth { target[to &+ x] = source[from &+ inside &- 1] }
            }
        }
    }

    /// An image of another size whose planes `fill` computes, one plane a call.
    func mapped(
        width newWidth: Int, height newHeight: Int,
        _ fill: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) throws -> Void
    ) rethrows -> Image {
        let count = newWidth * newHeight * channels
        let plane = newWidth * newHeight
        let result = try samples.withUnsafeBufferPointer { source in
            try [Float](unsafeUninitializedCapacity: count) { target, initialised in
                if let from = source.baseAddress, let to = target.baseAddress {
                    for c in 0..<channels {
                        try fill(from + c * planeCount, to + c * plane)
                    }
                }
                initialised = count
            }
        }
        return Image(checkedWidth: newWidth, height: newHeight, channels: channels, samples: result)
    }
}
