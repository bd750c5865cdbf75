public import Imaging

/// A video codec, without the library that writes it.
///
/// A codec is a case and a row of each table here; how it is encoded is its row in Media.
public enum FilmCodec: String, Hashable, Sendable, CaseIterable {
    case h264
    case h265
    case av1
    case vp9
    case ffv1
    case prores422HQ = "prores-422-hq"
    case prores4444 = "prores-4444"
    case dnxhrHQ = "dnxhr-hq"
    case dnxhrHQX = "dnxhr-hqx"
}

extension FilmCodec {
    /// Bits a sample may have, the usual number first.
    public var bits: [Int] {
        switch self {
        case .h264, .dnxhrHQ: [8]
        case .h265, .av1, .vp9: [8, 10]
        case .ffv1: [8, 10, 16]
        case .prores422HQ, .prores4444, .dnxhrHQX: [10]
        }
    }

    /// Whether images may be transparent in it.
    public var holdsAlpha: Bool {
        switch self {
        case .vp9, .ffv1, .prores4444: true
        case .h264, .h265, .av1, .prores422HQ, .dnxhrHQ, .dnxhrHQX: false
        }
    }

    /// How it samples colours.
    public var sampling: VideoSampling {
        switch self {
        case .h264, .h265, .av1, .vp9: .yCbCr420
        case .prores422HQ, .dnxhrHQ, .dnxhrHQX: .yCbCr422
        case .prores4444: .yCbCr444
        case .ffv1: .rgb
        }
    }

    /// The smallest size that its encoder takes.
    public var smallestSize: Size {
        switch self {
        case .av1: Size(width: 64, height: 64)
        // SMPTE ST 2019-1 leaves the size open; FFmpeg's encoder does not.
        case .dnxhrHQ, .dnxhrHQX: Size(width: 256, height: 120)
        // Of narrower pictures x265 3.5 writes beyond the memory of its halved ones.
        case .h265: Size(width: 64, height: 16)
        case .h264, .vp9, .ffv1, .prores422HQ, .prores4444: Size(width: 1, height: 1)
        }
    }
}

extension FilmCodec {
    /// The encoder's threads; part of the result, so never taken from the machine.
    public static let encoderThreads = 4

    /// Threads that the encoder starts, as counted: those that share the work, and others that look ahead
    /// or hand the work out.
    var threads: Int {
        switch self {
        case .h264: Self.encoderThreads + 1
        case .h265: Self.encoderThreads + 2
        // SVT-AV1 has a thread for each part of each stage.
        case .av1: 80
        // A transparent film is two.
        case .vp9: 2 * Self.encoderThreads
        case .ffv1, .prores422HQ, .prores4444, .dnxhrHQ, .dnxhrHQX: Self.encoderThreads
        }
    }

    /// Bytes of memory that the encoder takes with its library, fixed and for each pixel: as measured with
    /// 70 frames of 640×360 and 1280×720, and 16 a pixel for the planes, twice that with alpha.
    ///
    /// - Parameters:
    ///   - bits: of a sample.
    ///   - hasAlpha: whether the images are transparent.
    func memory(bits: Int, hasAlpha: Bool) -> (fixed: Int, perPixel: Int) {
        switch self {
        // 40 frames ahead, each in 4:2:0 and at half size besides.
        case .h264: (14_000_000, 300)
        case .h265: bits > 8 ? (65_000_000, 350) : (40_000_000, 230)
        case .av1: bits > 8 ? (110_000_000, 300) : (75_000_000, 210)
        case .vp9 where bits > 8: (45_000_000, 265)
        case .vp9: hasAlpha ? (55_000_000, 340) : (28_000_000, 175)
        // A slice's room for data that cannot be made smaller.
        case .ffv1: (5_000_000, hasAlpha ? 210 : 190)
        case .prores422HQ: (5_000_000, 30)
        case .prores4444: (5_000_000, hasAlpha ? 70 : 50)
        case .dnxhrHQ, .dnxhrHQX: (5_000_000, 60)
        }
    }
}
