public import Timelines

/// A container of films, without the library that writes it.
///
/// A container is one type that conforms, in a file of its own; how it is written is its conformance to
/// `MuxedContainer` in Media.
public protocol FilmContainer: Hashable, Sendable {
    /// As JSON documents name it.
    static var name: String { get }

    /// As messages name it: `MP4`.
    static var title: String { get }

    /// The endings of its files' names, the usual one first.
    static var endings: [String] { get }

    /// The codecs that it holds, first the one that people expect by its ending.
    static var codecs: [FilmCodec] { get }

    /// What it holds beside images and sound.
    static var tracks: Set<FormatTrack> { get }

    /// The fault of a frame rate that it cannot keep; nil for others.
    static func fault(at rate: FrameRate) -> FormatFault?

    /// The case of a format with this container.
    static func output(_ format: FilmFormat<Self>) -> OutputFormat
}

extension FilmContainer {
    /// A fault of a rate.
    static func fault(_ rate: FrameRate, expected: String) -> FormatFault {
        FormatFault(
            found: "\(rate) frames per second", expected: "\(expected) for \(title)")
    }
}

/// QuickTime's clock, and MP4's.
enum QuickTimeClock {
    /// The container counts ticks, at least 10 000 a second, and FFmpeg reads no video whose frames are
    /// put back in order over 10⁸ of them: with x264's settings that is two frames.
    static func fault<Container: FilmContainer>(
        at rate: FrameRate, in container: Container.Type
    ) -> FormatFault? {
        let (num, den) = (rate.numerator, rate.denominator)
        guard den <= 1800 * num else {
            return Container.fault(rate, expected: "at least one in half an hour")
        }
        var (second, frame) = (num, den)
        while second < 10_000 { (second, frame) = (2 * second, 2 * frame) }
        guard frame > 50_000_000 else { return nil }
        return Container.fault(
            rate, expected: "a fraction of smaller terms, such as 24000/1001,")
    }
}

/// Matroska's clock, and WebM's.
enum MatroskaClock {
    /// A time is a number of milliseconds, to which frames' times are rounded; a block has 16 bits for the
    /// time since the first of its cluster, and a film of slower frames has one cluster a frame.
    static func fault<Container: FilmContainer>(
        at rate: FrameRate, in container: Container.Type
    ) -> FormatFault? {
        guard rate.numerator <= 1000 * rate.denominator else {
            return Container.fault(rate, expected: "at most 1000")
        }
        guard rate.denominator <= 4 * rate.numerator else {
            return Container.fault(rate, expected: "at least one in 4 s")
        }
        return nil
    }
}
