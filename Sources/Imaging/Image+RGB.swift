extension Image {
    /// An image from interleaved 8-bit RGB, 3 bytes a pixel; level v becomes v / 255.
    ///
    /// `rowBytes` is the distance between rows in bytes and may be longer than a row.  Throws
    /// ``ImagingError`` for a bad size and when `rgb8` is too short.
    public init(width: Int, height: Int, rgb8: UnsafeRawBufferPointer, rowBytes: Int) throws {
        self = try Self.deinterleaved(
            UInt8.self, width: width, height: height, bytes: rgb8, rowBytes: rowBytes,
            pixelSamples: 3)
    }

    /// An image from interleaved 8-bit RGB without gaps between rows.
    public init(width: Int, height: Int, rgb8: [UInt8]) throws {
        self = try rgb8.withUnsafeBytes {
            try Image(width: width, height: height, rgb8: $0, rowBytes: width &* 3)
        }
    }

    /// The image as interleaved 8-bit RGB without gaps between rows; level = 255 × sample.
    ///
    /// Clipped to 0…255, NaN becomes 0; a grey image gives three equal samples.  Throws
    /// ``ImagingError`` unless there are 1 or 3 channels.
    public func rgb8(_ quantisation: Quantisation = .dithered) throws -> [UInt8] {
        try interleaved(quantisation, top: 255) { UInt8(truncatingIfNeeded: $0) }
    }
}

extension Image {
    /// An image from interleaved 16-bit RGB in the machine's byte order, 6 bytes a pixel; level v
    /// becomes v / 65535.
    ///
    /// `rowBytes` is the distance between rows in bytes and may be longer than a row.  Throws
    /// ``ImagingError`` for a bad size and when `rgb16` is too short.
    public init(width: Int, height: Int, rgb16: UnsafeRawBufferPointer, rowBytes: Int) throws {
        self = try Self.deinterleaved(
            UInt16.self, width: width, height: height, bytes: rgb16, rowBytes: rowBytes,
            pixelSamples: 3)
    }

    /// An image from interleaved 16-bit RGB without gaps between rows.
    public init(width: Int, height: Int, rgb16: [UInt16]) throws {
        self = try rgb16.withUnsafeBytes {
            try Image(width: width, height: height, rgb16: $0, rowBytes: width &* 6)
        }
    }

    /// The image as interleaved 16-bit RGB in the machine's byte order, rounded to the nearest
    /// level = 65535 × sample.
    ///
    /// Clipped to 0…65535, NaN becomes 0; a grey image gives three equal samples.  Throws
    /// ``ImagingError`` unless there are 1 or 3 channels.
    public func rgb16() throws -> [UInt16] {
        try interleaved(.rounded, top: 65535) { UInt16(truncatingIfNeeded: $0) }
    }
}

extension Image {
    /// The image as interleaved 8-bit RGBA, straight, without gaps between rows: the colours as
    /// ``rgb8(_:)`` gives them, alpha rounded to the nearest level.
    ///
    /// Throws ``ImagingError`` unless there are 4 channels.
    public func rgba8(_ quantisation: Quantisation = .dithered) throws -> [UInt8] {
        try interleavedWithAlpha(quantisation, top: 255) { UInt8(truncatingIfNeeded: $0) }
    }

    /// The image as interleaved 16-bit RGBA, straight, in the machine's byte order, rounded to the
    /// nearest level.
    ///
    /// Throws ``ImagingError`` unless there are 4 channels.
    public func rgba16() throws -> [UInt16] {
        try interleavedWithAlpha(.rounded, top: 65535) { UInt16(truncatingIfNeeded: $0) }
    }
}
