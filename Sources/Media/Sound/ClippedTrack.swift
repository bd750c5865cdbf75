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
}
