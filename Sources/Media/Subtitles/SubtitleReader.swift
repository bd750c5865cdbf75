import CFFmpeg
import Files
import Timelines

/// The packets of a track of subtitles, on the clock of the pictures that it goes with.
final class SubtitleReader {
    /// The unit of packets' times: a microsecond.
    static let timeBase = AVRational(num: 1, den: 1_000_000)

    /// How the subtitles are coded.
    let parameters: UnsafeMutablePointer<AVCodecParameters>
    let packet: Packet
    let place: String

    private let demuxer: Demuxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let speed: Speed
    /// The first picture's time in the stream's ticks.
    private let origin: Int64

    /// Opens a film's track.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a film that has no such track.
    init(_ subtitles: Subtitles) throws {
        place = subtitles.path
        demuxer = try Demuxer(RegularFile.media(place), subtitleTrack: subtitles.track)
        guard let stream = demuxer.subtitleStream, let parameters = stream.pointee.codecpar else {
            throw MediaError.badInput(
                place: place, found: "no subtitles any more", expected: "the film as it was planned"
            )
        }
        (self.stream, self.parameters) = (stream, parameters)
        packet = try Packet(place: place)
        speed = subtitles.speed
        origin = try subtitles.origin(in: stream)
        demuxer.keepOnly(stream)
    }

    /// Gives a stream the language and the title of the subtitles.
    func name(_ target: UnsafeMutablePointer<AVStream>) { target.takeName(of: stream) }

    /// Reads the next packet that is shown, wholly or in part, after the first picture into ``packet``, its time and
    /// its duration in microseconds and at least 0; false after the last.
    func next() throws -> Bool {
        while try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index, place(packet.pointer)
            else { continue }
            return true
        }
        return false
    }

    /// Puts a packet at its time; false for one that is not shown or has no time.
    private func place(_ packet: UnsafeMutablePointer<AVPacket>) -> Bool {
        let base = stream.pointee.time_base
        guard packet.pointee.pts != segue_no_timestamp else { return false }
        let (ticks, overflow) = packet.pointee.pts.subtractingReportingOverflow(origin)
        guard !overflow, let start = shown(av_rescale_q(ticks, base, Self.timeBase)),
            let length = shown(av_rescale_q(max(0, packet.pointee.duration), base, Self.timeBase))
        else { return false }
        // One without a duration is shown until the next.
        guard start >= 0 || length == 0 || start + length > 0 else { return false }
        packet.pointee.pts = max(0, start)
        packet.pointee.dts = packet.pointee.pts
        packet.pointee.duration = length + min(0, start)
        return packet.pointee.duration >= 0
    }

    /// Microseconds at the speed at which the film goes by.
    private func shown(_ microseconds: Int64) -> Int64? {
        guard microseconds.magnitude < 1 << 56 else { return nil }
        return speed == .own
            ? microseconds : Int64((Double(microseconds) / speed.factor).rounded())
    }
}
