import CFFmpeg
import Timelines

extension AVRational {
    /// Frames a second.
    init(_ rate: FrameRate) {
        self.init(num: Int32(clamping: rate.numerator), den: Int32(clamping: rate.denominator))
    }

    /// Seconds, of a time whose terms fit 31 bits, as a frame's duration does.
    init(_ time: Time) {
        self.init(num: Int32(clamping: time.numerator), den: Int32(clamping: time.denominator))
    }
}
