import CFFmpeg
import Files
public import Timelines

/// A part of a file's track that goes with pictures.
public protocol ClippedTrack: Sendable {
    /// The file.
    var path: String { get }

    /// The moment in the file at which the first picture is shown, counted from the film's first picture, or in a
    /// file without pictures from its beginning; at least 0.
    var start: Time { get set }

    /// How many times faster than in the file it goes by.
    var speed: Speed { get set }
}

extension ClippedTrack {
    /// The track from a later picture on.
    ///
    /// - Parameter time: when that is shown, counted from the first picture, at ``speed``.
    public func from(_ time: Time) throws(TimelineError) -> Self {
        var track = self
        track.start = try start.adding(speed.original(time))
        return track
    }

    /// The track of a part of the film, as fast as that.
    func cut(from start: Time, at speed: Speed) -> Self {
        var track = self
        (track.start, track.speed) = (start, speed)
        return track
    }

    /// The tick of one of the file's streams at which the first picture is shown.
    func origin(in stream: UnsafeMutablePointer<AVStream>) throws -> Int64 {
        let base = stream.pointee.time_base
        let begin = stream.pointee.start_time
        let first =
            try firstPicture().map { av_rescale_q($0.ticks, $0.timeBase, base) }
            ?? (begin == segue_no_timestamp ? 0 : begin)
        return first &+ start.ticks(base)
    }

    /// The time of a file's first picture that is shown; nil without pictures.
    private func firstPicture() throws -> (ticks: Int64, timeBase: AVRational)? {
        let file = try RegularFile.media(path)
        guard try Demuxer(file).videoStream != nil else { return nil }
        let index = try FilmIndex(file)
        return (index.times[0], index.clock.timeBase)
    }
}

extension Time {
    /// The nearest tick.
    func ticks(_ base: AVRational) -> Int64 {
        av_rescale_q(numerator, AVRational(num: 1, den: Int32(clamping: denominator)), base)
    }
}

extension UnsafeMutablePointer<AVStream> {
    /// Takes over the language and the title of another.
    func takeName(of stream: UnsafeMutablePointer<AVStream>) {
        for key in ["language", "title"] {
            if let entry = av_dict_get(stream.pointee.metadata, key, nil, 0) {
                av_dict_set(&pointee.metadata, key, entry.pointee.value, 0)
            }
        }
    }
}
