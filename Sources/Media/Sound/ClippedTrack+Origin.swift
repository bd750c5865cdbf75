import CFFmpeg
import Files
import Timelines

extension ClippedTrack {
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
        guard try Demuxer(file, isForSound: true).videoStream != nil else { return nil }
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
