import CFFmpeg
import Timelines

/// Sound or subtitles on their way into a container.
protocol SideTrack: AnyObject {
    /// Adds the stream to an output whose header is not written yet.
    func addStream(to muxer: Muxer) throws

    /// Writes what begins before a moment after the first picture.
    func write(until moment: Time, to muxer: Muxer) throws

    /// Writes the rest of what begins before the pictures end.
    func finish(at end: Time, to muxer: Muxer) throws

    /// Names the track's file, not the output, if the track is what a container refuses.
    func naming(_ calls: () throws -> Void) throws
}

extension Time {
    /// The nearest sample, of a number a second.
    func samples(_ rate: Int64) -> Int64 {
        ticks(AVRational(num: 1, den: Int32(clamping: rate)))
    }
}
