import CFFmpeg
import Files
public import Timelines

/// The sound that goes with pictures: from some moment on what a file holds.
public struct Sound: ClippedTrack, Equatable {
    /// The file: a film, or one of sound alone.
    public let path: String

    /// How it is coded, by FFmpeg's name: `aac`, `pcm_s16le`.
    public let codec: String

    public var start: Time
    public var speed: Speed

    /// Which of the file's tracks of sound it is, 0….
    let track: Int

    init(path: String, codec: String, track: Int = 0) {
        (self.path, self.codec, self.track) = (path, codec, track)
        (start, speed) = (.zero, .own)
    }

    /// The first stream of sound in a file.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a file without sound.
    public init(in path: String) throws {
        guard let codec = try Demuxer(RegularFile.media(path), isForSound: true).soundCodec else {
            throw MediaError.badInput(
                place: path, found: "no sound", expected: "a film or file with sound")
        }
        self.init(path: path, codec: codec)
    }

    /// Channels and samples a second of a file's first stream of sound; nil without one.
    public static func form(of path: String) throws -> (channels: Int, sampleRate: Int)? {
        let demuxer = try Demuxer(RegularFile.media(path), isForSound: true)
        // The stream goes with the demuxer.
        return withExtendedLifetime(demuxer) {
            guard let parameters = demuxer.audioStream?.pointee.codecpar else { return nil }
            return (
                Int(parameters.pointee.ch_layout.nb_channels), Int(parameters.pointee.sample_rate)
            )
        }
    }
}
