public import Files
public import Formats
public import Timelines

extension MP4Sink {
    /// How carefully libx264 searches: slower is smaller at the same quality.
    public enum EncoderPreset: String, Sendable, CaseIterable {
        case ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow
    }

    /// Settings of an MP4.
    public struct Configuration: Sendable {
        /// Frames a second, exactly.
        public var frameRate: FrameRate

        /// libx264's constant rate factor, 0 (largest) … 51 (worst).
        public var quality: Int

        /// libx264's preset.
        public var preset: EncoderPreset

        /// The encoder's threads, 1…64.  Part of the result: never taken from the machine, so that
        /// the bytes are the same everywhere.
        public var threads: Int

        /// The sound that goes with the frames; nil for silence.
        public var sound: Sound?

        /// What happens to a file that exists.
        public var existing: ExistingOutput

        /// The given rate, quality 18, medium, 4 threads, silent, nothing is replaced.
        public init(
            frameRate: FrameRate, quality: Int = MP4Format.standardQuality,
            preset: EncoderPreset = .medium,
            threads: Int = MP4Format.encoderThreads, sound: Sound? = nil,
            existing: ExistingOutput = .refuse
        ) {
            self.frameRate = frameRate
            self.quality = quality
            self.preset = preset
            self.threads = threads
            self.sound = sound
            self.existing = existing
        }

        /// Throws ``MediaError/unsuitable(place:found:expected:)`` for a number outside its range.
        func check(place: String) throws {
            if let fault = MP4Format(quality: quality).fault(at: frameRate) {
                throw MediaError.unsuitable(
                    place: place, found: fault.found, expected: fault.expected)
            }
            guard MP4Format.qualitySetting.allows(.number(quality)) else {
                throw MediaError.unsuitable(
                    place: place, found: "quality \(quality)", expected: "0…51")
            }
            guard (1...64).contains(threads) else {
                throw MediaError.unsuitable(
                    place: place, found: "\(threads) encoder threads", expected: "1…64")
            }
        }
    }
}

extension MP4Format: WritableFormat {
    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try MP4Sink(
            path: output.path,
            configuration: MP4Sink.Configuration(
                frameRate: output.frameRate, quality: quality, sound: output.sound,
                existing: output.existing))
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
