import CWebP
public import Files
public import Formats
public import Imaging
public import Timelines

/// An animated WebP by libwebp's own encoder of animations, which keeps of a frame what differs from the
/// one before, with sRGB's profile.  The file is in memory until it is whole.
final class AnimatedWebPEncoder: AnimationEncoder {
    private let format: AnimatedWebPFormat
    private let clock: AnimationClock
    private let place: String
    private var encoder: OpaquePointer?
    private var frames = 0

    init(_ format: AnimatedWebPFormat, _ output: SinkOutput) {
        self.format = format
        clock = AnimationClock(rate: output.frameRate, ticks: 1000)
        place = output.path
    }

    deinit { WebPAnimEncoderDelete(encoder) }

    var notices: [String] { [] }

    func write(_ image: Image, to _: AtomicFile) throws {
        if encoder == nil { encoder = try begin(image.size) }
        var config = try WebPEncoding.settings(format.libraryQuality, place: place)
        try image.withLevels(.eight, place: place) { rows in
            // The encoder compares frames as RGB.
            try WebPEncoding.withPicture(
                rows, image.size, hasAlpha: image.hasAlpha, isRGB: true, place: place
            ) { picture in
                let time = Int32(clamping: clock.time(ofFrame: frames))
                guard WebPAnimEncoderAdd(encoder, picture, time, &config) != 0 else {
                    throw failure("WebPAnimEncoderAdd")
                }
            }
        }
        frames += 1
    }

    func finish(frames: Int, recipe: String?, to file: AtomicFile) throws {
        let end = Int32(clamping: clock.time(ofFrame: frames))
        guard WebPAnimEncoderAdd(encoder, nil, end, nil) != 0 else {
            throw failure("WebPAnimEncoderAdd")
        }
        var data = WebPData()
        defer { WebPDataClear(&data) }
        guard WebPAnimEncoderAssemble(encoder, &data) != 0 else {
            throw failure("WebPAnimEncoderAssemble")
        }
        var chunks = [("ICCP", try SRGBProfile.bytes(place: place))]
        if let recipe { chunks.append(WebPPacket(states: false, recipe: recipe).chunk) }
        try WebPEncoding.withFile(
            UnsafeRawBufferPointer(start: data.bytes, count: data.size), adding: chunks,
            place: place
        ) { try file.write($0) }
    }

    private func begin(_ size: Size) throws -> OpaquePointer {
        try WebPEncoding.check(size, place: place)
        var options = WebPAnimEncoderOptions()
        guard WebPAnimEncoderOptionsInit(&options) != 0 else {
            throw MediaError.libraryFailure(
                place: place, call: "WebPAnimEncoderOptionsInit", reason: "another version")
        }
        options.anim_params.loop_count = 0
        guard
            let encoder = WebPAnimEncoderNew(Int32(size.width), Int32(size.height), &options)
        else {
            throw MediaError.outOfMemory(place: place, call: "WebPAnimEncoderNew")
        }
        return encoder
    }

    private func failure(_ call: String) -> MediaError {
        let reason =
            WebPAnimEncoderGetError(encoder).map { String(cString: $0) } ?? "no reason given"
        return .libraryFailure(place: place, call: call, reason: reason)
    }
}

extension AnimatedWebPFormat: WritableFormat {
    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try AnimationSink(AnimatedWebPEncoder(self, output), output)
    }

    public func check(frameRate _: FrameRate, place _: String) {}

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static var recipePlace: RecipePlace? { .webpPacket }

    public var isExact: Bool { false }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.levelsDigest(.eight, place: place)
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
