import CFFmpeg
import Timelines

/// Sound on its way into a container.
protocol SoundTrack: AnyObject {
    /// Adds the stream to an output whose header is not written yet.
    func addStream(to muxer: Muxer) throws

    /// Writes what is heard before a moment after the first picture.
    func write(until moment: Time, to muxer: Muxer) throws

    /// Writes the rest of what is heard before the pictures end.
    func finish(at end: Time, to muxer: Muxer) throws

    /// Names the sound's file, not the output, if the sound is what a container refuses.
    func naming(_ calls: () throws -> Void) throws
}

extension Time {
    /// The nearest sample, of a number a second.
    func samples(_ rate: Int64) -> Int64 {
        av_rescale_q(
            numerator, AVRational(num: 1, den: Int32(clamping: denominator)),
            AVRational(num: 1, den: Int32(clamping: rate)))
    }
}
