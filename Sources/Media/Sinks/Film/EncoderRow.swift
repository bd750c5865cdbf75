import CFFmpeg
import Formats
import Imaging

/// How FFmpeg encodes a codec.
struct EncoderRow {
    /// FFmpeg's name of the encoder.
    let name: String
    /// The option that takes ``FilmCodec/encoderQuality(_:)``; nil where there is no quality.
    var qualityOption: String?
    /// Options that are always set, unless a user's option of that name wins.
    var options: [(name: String, value: String)] = []
    /// An option that takes a list of parameters of the library, and those that a user's list follows.
    var parameters: (option: String, fixed: String)?
    /// The context's threads; part of the result, so never taken from the machine.
    var threads = FilmCodec.encoderThreads
    /// Whether it must be told the end before it is released, and after a frame: SVT-AV1 1.4 waits for it
    /// for ever.
    var endsBeforeRelease = false
    /// Whether threads share a frame, rather than have one each.
    var isSliced = false
    /// Options beside those where images are transparent.
    var alphaOptions: [(name: String, value: String)] = []
    /// How containers of MP4's family name the stream, where they can in more than one way.
    var quickTimeTag: UInt32?
}

extension FilmCodec {
    /// The codec's row.
    var encoder: EncoderRow {
        switch self {
        // Without `cpu-independent` x264 chooses algorithms by the processor, and its macroblock tree for
        // AVX-512 reads memory that nothing has written (core 164 r3095): other bytes on another machine,
        // or the next time.
        case .h264:
            EncoderRow(
                name: "libx264", qualityOption: "crf", options: [("preset", "medium")],
                parameters: ("x264-params", "cpu-independent=1"))
        // `info` would write the processor's features into the film.  QuickTime plays hvc1 alone.
        case .h265:
            EncoderRow(
                name: "libx265", qualityOption: "crf", options: [("preset", "medium")],
                parameters: ("x265-params", "log-level=none:info=0:pools=4"), threads: 2,
                quickTimeTag: fourCharacters("hvc1"))
        case .av1:
            EncoderRow(
                name: "libsvtav1", qualityOption: "crf", options: [("preset", "8")],
                parameters: ("svtav1-params", "lp=4:pin=0"), endsBeforeRelease: true)
        // Without a bit rate the quality alone counts.  The alpha is a film of its own, whose frames
        // must come out one by one.
        case .vp9:
            EncoderRow(
                name: "libvpx-vp9", qualityOption: "crf",
                options: [("b", "0"), ("deadline", "good"), ("cpu-used", "2"), ("row-mt", "0")],
                alphaOptions: [("auto-alt-ref", "0")])
        // Version 3 with checksums, every frame by itself, as archives have it (RFC 9043).
        case .ffv1:
            EncoderRow(
                name: "ffv1",
                options: [("level", "3"), ("g", "1"), ("slicecrc", "1"), ("context", "1")],
                isSliced: true)
        case .prores422HQ: Self.prores("hq")
        case .prores4444: Self.prores("4444")
        case .dnxhrHQ: Self.dnxhr("dnxhr_hq")
        case .dnxhrHQX: Self.dnxhr("dnxhr_hqx")
        }
    }

    /// With Apple's mark, which some editors ask for.
    private static func prores(_ profile: String) -> EncoderRow {
        EncoderRow(
            name: "prores_ks", options: [("profile", profile), ("vendor", "apl0")], isSliced: true)
    }

    /// With the transform that is the same on every processor.
    private static func dnxhr(_ profile: String) -> EncoderRow {
        EncoderRow(name: "dnxhd", options: [("profile", profile), ("dct", "int")], isSliced: true)
    }
}

extension VideoPlanes.Layout {
    /// The planes of a film.
    init(_ film: FilmSettings, hasAlpha: Bool) {
        self.init(
            film.codec.sampling, bits: film.bits, hasAlpha: hasAlpha && film.holdsAlpha)
    }

    /// FFmpeg's format of such planes; nil where no codec has them.
    var pixelFormat: AVPixelFormat? {
        switch (sampling, bits, hasAlpha) {
        case (.yCbCr420, 8, false): AV_PIX_FMT_YUV420P
        case (.yCbCr420, 8, true): AV_PIX_FMT_YUVA420P
        case (.yCbCr420, 10, false): AV_PIX_FMT_YUV420P10LE
        case (.yCbCr422, 8, false): AV_PIX_FMT_YUV422P
        case (.yCbCr422, 10, false): AV_PIX_FMT_YUV422P10LE
        case (.yCbCr444, 10, false): AV_PIX_FMT_YUV444P10LE
        case (.yCbCr444, 10, true): AV_PIX_FMT_YUVA444P10LE
        case (.rgb, 8, false): AV_PIX_FMT_BGR0
        case (.rgb, 8, true): AV_PIX_FMT_BGRA
        case (.rgb, 10, false): AV_PIX_FMT_GBRP10LE
        case (.rgb, 10, true): AV_PIX_FMT_GBRAP10LE
        case (.rgb, 16, false): AV_PIX_FMT_GBRP16LE
        case (.rgb, 16, true): AV_PIX_FMT_GBRAP16LE
        default: nil
        }
    }
}

/// Four letters as FFmpeg's tags have them, the first lowest.
private func fourCharacters(_ text: String) -> UInt32 {
    text.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
}
