public import Files
public import Formats
public import Imaging
public import Timelines

extension FilmSink {
    /// Settings of a film.
    public struct Configuration: Sendable {
        /// How it is encoded.
        public var film: FilmSettings

        /// Frames a second, exactly.
        public var frameRate: FrameRate

        /// The sound that goes with the frames; nil for silence.
        public var sound: Sound?

        /// What else goes with the frames, as far as the container holds it.
        public var accompaniment = Accompaniment()

        /// What happens to a file that exists.
        public var existing: ExistingOutput

        /// What the container holds.
        let tracks: Set<FormatTrack>

        /// How the container is written.
        let muxing: Muxing

        /// What the container says of the settings; nil for nothing.
        private let fault: FormatFault?

        /// A format's film at a rate, silent, nothing is replaced.
        public init<Container: MuxedContainer>(
            _ format: FilmFormat<Container> = MP4Format(), frameRate: FrameRate,
            sound: Sound? = nil, existing: ExistingOutput = .refuse
        ) {
            (film, self.frameRate) = (format.film, frameRate)
            (self.sound, self.existing) = (sound, existing)
            muxing = Container.muxing
            tracks = FilmFormat<Container>.tracks
            fault = Self.fault(of: format) ?? format.fault(at: frameRate)
        }

        private static func fault<Container>(of format: FilmFormat<Container>) -> FormatFault? {
            let film = format.film
            guard Container.codecs.contains(film.codec) else {
                return FormatFault(
                    found: "\(film.codec.rawValue) in \(Container.title)",
                    expected: Container.codecs.map(\.rawValue).listed)
            }
            guard film.codec.bits.contains(film.bits) else {
                return FormatFault(
                    found: "bits \(film.bits) for \(film.codec.rawValue)",
                    expected: film.codec.bits.map(String.init).listed)
            }
            guard MP4Format.qualitySetting.allows(.number(film.quality)) else {
                return FormatFault(found: "quality \(film.quality)", expected: "0…51")
            }
            return nil
        }

        /// Throws ``MediaError/unsuitable(place:found:expected:)`` for what the container or the codec
        /// does not allow.
        func check(place: String) throws {
            if let fault {
                throw MediaError.unsuitable(
                    place: place, found: fault.found, expected: fault.expected)
            }
            try EncoderOptions(film.codec, place: place).check(film, frameRate)
        }
    }
}

extension FilmFormat: WritableFormat where Container: MuxedContainer {
    public func check(frameRate: FrameRate, place: String) throws {
        try FilmSink.Configuration(self, frameRate: frameRate).check(place: place)
    }

    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        var configuration = FilmSink.Configuration(
            self, frameRate: output.frameRate, sound: output.sound, existing: output.existing)
        configuration.accompaniment = output.accompaniment
        return try FilmSink(path: output.path, configuration: configuration)
    }

    public static func handling(of sound: Sound) -> SoundHandling? {
        Container.muxing.handling(of: sound)
    }

    public static var recipePlace: RecipePlace? { .containerTag }

    public var isExact: Bool { film.codec == .ffv1 }

    /// Of planes in their order, codes of one byte, or of two, little-endian, where they have more bits.
    public func planesDigest(of image: Image, place _: String) throws -> Digest {
        try VideoPlanes(image, VideoPlanes.Layout(film, hasAlpha: image.hasAlpha)).digest()
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
