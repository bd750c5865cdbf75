public import Files
public import Formats
public import Timelines

extension GIFSink {
    /// Settings of a GIF.
    public struct Configuration: Sendable {
        /// Frames a second, at most 100 and at least one in 655 s: a GIF counts hundredths of a second, in
        /// 16 bits.
        public var frameRate: FrameRate

        /// Columns of the GIF, its height in proportion; nil for the frames' own size.
        public var width: Int?

        /// What happens to a file that exists.
        public var existing: ExistingOutput

        /// The given rate, the frames' own size, nothing is replaced.
        public init(frameRate: FrameRate, width: Int? = nil, existing: ExistingOutput = .refuse) {
            self.frameRate = frameRate
            self.width = width
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

        /// When frame `index` is shown, in hundredths of a second: 100 k / rate, rounded, so that
        /// rounding never adds up.
        func ticks(_ index: Int) -> Int {
            let (num, den) = (Int(frameRate.numerator), Int(frameRate.denominator))
            return (200 * index * den + num) / (2 * num)
        }
    }
}

extension GIFFormat: WritableFormat {
    public func check(frameRate: FrameRate, place: String) {}

    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try GIFSink(
            path: output.path,
            configuration: GIFSink.Configuration(
                frameRate: output.frameRate, existing: output.existing))
    }

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
