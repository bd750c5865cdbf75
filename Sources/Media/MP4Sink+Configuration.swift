extension MP4Sink {
    /// How carefully libx264 searches: slower is smaller at the same quality.
    public enum Preset: String, Sendable, CaseIterable {
        case ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow
    }

    /// The encoder's threads if nothing else is chosen.
    public static let encoderThreads = 4

    /// What can be chosen about an MP4.
    public struct Configuration: Sendable {
        /// Frames a second, exactly.
        public var frameRate: PictureRate

        /// libx264's constant rate factor, 0 (largest) … 51 (worst).
        public var quality: Int

        /// libx264's preset.
        public var preset: Preset

        /// The encoder's threads, 1…64.  Part of the result: never taken from the machine, so that
        /// the bytes are the same everywhere.
        public var threads: Int

        /// The film whose first stream of sound is copied; nil for silence.
        public var audioFrom: String?

        /// What becomes of a file that is there already.
        public var existing: ExistingOutput

        /// The given rate, quality 18, medium, 4 threads, silent, nothing is replaced.
        public init(
            frameRate: PictureRate, quality: Int = 18, preset: Preset = .medium,
            threads: Int = MP4Sink.encoderThreads, audioFrom: String? = nil,
            existing: ExistingOutput = .refuse
        ) {
            self.frameRate = frameRate
            self.quality = quality
            self.preset = preset
            self.threads = threads
            self.audioFrom = audioFrom
            self.existing = existing
        }

        /// Throws ``MediaError/unsuitable(place:found:expected:)`` for a number outside its range.
        package func check(place: String) throws {
            try checkRate(place: place)
            guard (0...51).contains(quality) else {
                throw MediaError.unsuitable(
                    place: place, found: "quality \(quality)", expected: "0…51")
            }
            guard (1...64).contains(threads) else {
                throw MediaError.unsuitable(
                    place: place, found: "\(threads) encoder threads", expected: "1…64")
            }
        }

        /// The container counts ticks, at least 10 000 a second, and FFmpeg reads no film whose frames are
        /// put back in order over 10⁸ of them: with x264's settings that is two frames.
        private func checkRate(place: String) throws {
            let (num, den) = (Int(frameRate.numerator), Int(frameRate.denominator))
            guard den <= 1800 * num else {
                throw MediaError.unsuitable(
                    place: place, found: "\(frameRate) frames per second",
                    expected: "at least one in half an hour for MP4")
            }
            var (second, frame) = (num, den)
            while second < 10_000 { (second, frame) = (2 * second, 2 * frame) }
            guard frame <= 50_000_000 else {
                throw MediaError.unsuitable(
                    place: place, found: "\(frameRate) frames per second",
                    expected: "a fraction of smaller terms, such as 24000/1001, for MP4")
            }
        }
    }
}
