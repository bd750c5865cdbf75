import CFFmpeg
import Files
import Timelines

/// The packets of a file's first stream of sound, on the clock of the pictures that it goes with.
final class SoundReader {
    /// How the sound is coded.
    let parameters: UnsafeMutablePointer<AVCodecParameters>

    /// Samples a second; packets' times and lengths count them.
    let sampleRate: Int64

    let place: String
    let packet: Packet

    private let demuxer: Demuxer
    private let stream: UnsafeMutablePointer<AVStream>
    /// The first picture's time in the stream's ticks.
    private let origin: Int64
    /// When the packet before ends, in samples.
    private var end: Int64?

    /// Opens a file at the moment where a sound begins.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a file without sound.
    init(_ sound: Sound) throws {
        place = sound.path
        demuxer = try Demuxer(
            RegularFile.media(sound.path), isForSound: true, soundTrack: sound.track)
        guard let stream = demuxer.audioStream, let parameters = stream.pointee.codecpar,
            parameters.pointee.sample_rate > 0
        else {
            throw MediaError.badInput(
                place: sound.path, found: "no sound", expected: "a film or file with sound")
        }
        (self.stream, self.parameters) = (stream, parameters)
        sampleRate = Int64(parameters.pointee.sample_rate)
        packet = try Packet(place: sound.path)
        origin = try sound.origin(in: stream)
        demuxer.keepOnly(stream)
        // Early enough for the codec to have settled at the first sample.
        if sound.start > .zero {
            let second = Time(seconds: 1).ticks(stream.pointee.time_base)
            _ = demuxer.seek(stream, to: origin &- second)
        }
    }

    /// Gives a stream the language and the title of the sound.
    func name(_ target: UnsafeMutablePointer<AVStream>) { target.takeName(of: stream) }

    /// Reads the next packet into ``packet``, its times in samples from the first picture on, negative before it;
    /// false after the last.
    func next() throws -> Bool {
        while try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index else { continue }
            try place(packet.pointer)
            return true
        }
        return false
    }

    /// Puts a packet at its time.
    ///
    /// A container that counts milliseconds says when a packet begins only roughly: where it fits, it follows the
    /// one before without a gap.
    private func place(_ packet: UnsafeMutablePointer<AVPacket>) throws {
        let data = packet.pointee
        let shown = data.pts == segue_no_timestamp ? data.dts : data.pts
        let (ticks, overflow) = shown.subtractingReportingOverflow(origin)
        guard shown != segue_no_timestamp, !overflow else {
            throw MediaError.badInput(
                place: place, found: "sound without times", expected: "timed packets")
        }
        let (base, samples) = (
            stream.pointee.time_base, AVRational(num: 1, den: Int32(clamping: sampleRate))
        )
        let tick = av_rescale_q(1, base, samples)
        let stated = av_rescale_q(ticks, base, samples)
        let time = end.flatMap { abs($0 &- stated) <= max(1, tick) ? $0 : nil } ?? stated
        let coded = Int64(av_get_audio_frame_duration2(parameters, data.size))
        let length = coded > 0 ? coded : av_rescale_q(data.duration, base, samples)
        (packet.pointee.pts, packet.pointee.dts, packet.pointee.duration) = (time, time, length)
        end = time &+ length
    }
}
