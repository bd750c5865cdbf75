extension GIFSink {
    /// What can be chosen about a GIF.
    public struct Configuration: Sendable {
        /// Frames a second, at most 100 and at least one in 655 s: a GIF counts hundredths of a second, in
        /// 16 bits.
        public var frameRate: PictureRate

        /// Columns of the GIF, its height in proportion; nil for the frames' own size.
        public var width: Int?

        /// What becomes of a file that is there already.
        public var existing: ExistingOutput

        /// The given rate, the frames' own size, nothing is replaced.
        public init(frameRate: PictureRate, width: Int? = nil, existing: ExistingOutput = .refuse) {
            self.frameRate = frameRate
            self.width = width
            self.existing = existing
        }

        /// Throws ``MediaError/unsuitable(place:found:expected:)`` for a number outside its range.
        package func check(place: String) throws {
            guard frameRate.framesPerSecond <= 100 else {
                throw MediaError.unsuitable(
                    place: place, found: "\(frameRate) frames per second",
                    expected: "at most 100 for GIF")
            }
            // A frame's hundredths of a second have 16 bits.
            guard 100 * Int(frameRate.denominator) <= 65_535 * Int(frameRate.numerator) else {
                throw MediaError.unsuitable(
                    place: place, found: "\(frameRate) frames per second",
                    expected: "at least one in 655 s for GIF")
            }
            if let width, !(1...65535).contains(width) {
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
