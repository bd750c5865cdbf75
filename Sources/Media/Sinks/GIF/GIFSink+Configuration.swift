public import Files
public import Formats
public import Imaging
public import Timelines

extension GIFSink {
    /// Settings of a GIF.
    public struct Configuration: Sendable {
        /// Frames a second, at most 50 and at least one in 655 s: a GIF counts hundredths of a second, in
        /// 16 bits, and players show a frame of one for ten.
        public var frameRate: FrameRate

        /// Columns of the GIF, its height in proportion; nil for the frames' own size.
        public var width: Int?

        /// Bytes of the file at the most; nil for as many as it takes.
        public var maxSize: Int?

        /// What happens to a file that exists.
        public var existing: ExistingOutput

        /// The given rate, the frames' own size, nothing is replaced.
        public init(
            frameRate: FrameRate, width: Int? = nil, maxSize: Int? = nil,
            existing: ExistingOutput = .refuse
        ) {
            self.frameRate = frameRate
            self.width = width
            self.maxSize = maxSize
            self.existing = existing
        }

        /// Throws ``MediaError/unsuitable(place:found:expected:)`` for a number outside its range.
        func check(place: String) throws {
            if let fault = GIFFormat().fault(at: frameRate) {
                throw MediaError.unsuitable(
                    place: place, found: fault.found, expected: fault.expected)
            }
            if let width, !(1...GIFFormat.sideLimit).contains(width) {
                throw MediaError.unsuitable(
                    place: place, found: "a width of \(width)", expected: "1…65535 for GIF")
            }
        }

        /// When frame `index` is shown, in hundredths of a second: rounding never adds up.
        func ticks(_ index: Int) -> Int {
            AnimationClock(rate: frameRate, ticks: 100).time(ofFrame: index)
        }
    }
}

extension GIFFormat: WritableFormat {
    public func check(frameRate: FrameRate, place: String) {}

    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        var rate = output.frameRate
        if rate.numerator > Self.highestRate * rate.denominator, fault(at: rate) == nil {
            rate = try FrameRate(Self.highestRate)
        }
        let sink = try GIFSink(
            path: output.path,
            configuration: GIFSink.Configuration(
                frameRate: rate, maxSize: maxSize, existing: output.existing))
        guard rate != output.frameRate else { return sink }
        return ThinnedSink(
            sink, from: output.frameRate, to: rate,
            notice:
                "\(rate) of \(output.frameRate) frames per second are shown, the most that players of "
                + "GIF keep up with; it plays at its true speed")
    }

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static var recipePlace: RecipePlace? { .gifComment }

    public var isExact: Bool { false }

    /// Of interleaved RGB of 8 bits, before palettes are made.
    public func planesDigest(of image: Image, place: String) throws -> Digest {
        do {
            return try image.rgb8(.rounded).withUnsafeBytes { try SHA256.digest(of: $0) }
        } catch let error as ImagingError {
            throw MediaError.unsuitable(place: place, found: "\(error)", expected: "RGB or grey")
        }
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
