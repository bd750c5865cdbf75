import CFFmpeg
import Files

/// The sound of a film, copied packet by packet without decoding, on the film's own clock.
///
/// Times count from the film's first frame, as its ``FilmSource`` does; sound that ends before it is
/// passed over.
final class AudioCopy {
    private let demuxer: Demuxer
    private let source: UnsafeMutablePointer<AVStream>
    private let packet: Packet
    private let origin: Int64
    private var hasPacket = false
    private var hasEnded = false
    private var target: UnsafeMutablePointer<AVStream>?

    /// Finds a film's first stream of sound.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` when there is none.
    init(path: String) throws {
        let film = try FilmSource(RegularFile(media: path))
        demuxer = try Demuxer(RegularFile(media: path))
        guard let source = demuxer.audioStream else {
            throw MediaError.badInput(
                place: path, found: "no sound", expected: "a film with sound to copy")
        }
        self.source = source
        packet = try Packet(place: path)
        let ticks = film.origin.ticks == segue_no_timestamp ? 0 : film.origin.ticks
        origin = av_rescale_q(ticks, film.origin.timeBase, source.pointee.time_base)
        demuxer.keepOnly(source)
    }

    /// Adds the stream to an output whose header is not written yet.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a codec that the container cannot
    /// hold.
    func addStream(to muxer: Muxer) throws {
        let parameters = source.pointee.codecpar.pointee
        guard muxer.accepts(parameters.codec_id) else {
            throw MediaError.badInput(
                place: demuxer.path,
                found: "sound coded as \(String(cString: avcodec_get_name(parameters.codec_id)))",
                expected: "a codec that MP4 can hold, such as AAC or MP3")
        }
        let target = try muxer.addStream()
        try FFmpegStatus.check(
            avcodec_parameters_copy(target.pointee.codecpar, source.pointee.codecpar),
            "avcodec_parameters_copy", place: demuxer.path)
        target.pointee.codecpar.pointee.codec_tag = 0
        target.pointee.time_base = source.pointee.time_base
        self.target = target
    }

    /// Copies what starts before `frames` frames of `timeBase` each have been shown.
    func copy(before frames: Int, timeBase: AVRational, to muxer: Muxer) throws {
        guard let target else { return }
        while try prepare() {
            let time = packet.pointer.pointee.pts
            guard av_compare_ts(time, source.pointee.time_base, Int64(frames), timeBase) < 0 else {
                return
            }
            hasPacket = false
            try naming {
                try muxer.write(packet, timeBase: source.pointee.time_base, stream: target)
            }
        }
    }

    /// Names the film, not the output, if its sound is what a container refuses.
    func naming(_ calls: () throws -> Void) throws {
        do {
            try calls()
        } catch MediaError.libraryFailure(_, let call, let reason) {
            let codec = String(cString: avcodec_get_name(source.pointee.codecpar.pointee.codec_id))
            throw MediaError.badInput(
                place: demuxer.path, found: "\(codec) sound that \(call) refuses: \(reason)",
                expected: "sound that MP4 can hold, or --no-sound")
        }
    }

    /// Reads the next packet to copy, unless one is waiting; false at the end.
    private func prepare() throws -> Bool {
        while !hasPacket, !hasEnded {
            guard try demuxer.read(into: packet) else {
                hasEnded = true
                return false
            }
            guard packet.pointer.pointee.stream_index == source.pointee.index else { continue }
            hasPacket = try rebase()
        }
        return hasPacket
    }

    /// Moves the packet to the film's clock; false when it ends before the first frame.
    private func rebase() throws -> Bool {
        let data = packet.pointer.pointee
        let decoding = data.dts == segue_no_timestamp ? data.pts : data.dts
        let showing = data.pts == segue_no_timestamp ? decoding : data.pts
        let (pts, overflow) = showing.subtractingReportingOverflow(origin)
        let (dts, decodingOverflow) = decoding.subtractingReportingOverflow(origin)
        guard showing != segue_no_timestamp, !overflow, !decodingOverflow else {
            throw MediaError.badInput(
                place: demuxer.path, found: "sound without times", expected: "timed packets")
        }
        packet.pointer.pointee.pts = pts
        packet.pointer.pointee.dts = dts
        return pts &+ max(0, data.duration) >= 0
    }
}
