import CFFmpeg

/// Sound that is copied packet by packet without decoding.
///
/// The packet in which the first picture begins, and those before it that its decoder needs, keep their times
/// before 0: MP4 and MOV leave out their samples by an edit list, Matroska and WebM by the codec's delay.
final class SoundCopy: CopiedTrack {
    private let reader: SoundReader
    /// What messages call the container.
    private let container: String
    /// Whether it leaves out samples by an edit list.
    private let hasEditLists: Bool
    private var hasPacket = false
    private var hasEnded = false
    private(set) var target: UnsafeMutablePointer<AVStream>?

    /// - Parameters:
    ///   - container: its name for messages.
    ///   - hasEditLists: whether it leaves out samples by an edit list.
    init(_ reader: SoundReader, into container: String, hasEditLists: Bool) {
        (self.reader, self.container, self.hasEditLists) = (reader, container, hasEditLists)
    }

    func addStream(to muxer: Muxer) throws {
        let target = try muxer.addStream()
        try FFmpegStatus.check(
            avcodec_parameters_copy(target.pointee.codecpar, reader.parameters),
            "avcodec_parameters_copy", place: reader.place)
        target.pointee.codecpar.pointee.codec_tag = 0
        target.pointee.time_base = timeBase
        if !hasEditLists {
            let first = try prepare() ? reader.packet.pointer.pointee.pts : 0
            target.pointee.codecpar.pointee.initial_padding = Int32(clamping: max(0, -first))
        }
        reader.name(target)
        self.target = target
    }

    var packet: Packet { reader.packet }
    var timeBase: AVRational {
        AVRational(num: 1, den: Int32(clamping: reader.sampleRate))
    }

    func prepare() throws -> Bool {
        while !hasPacket, !hasEnded {
            hasEnded = try !reader.next()
            let data = reader.packet.pointer.pointee
            hasPacket = !hasEnded && data.pts &+ data.duration > -lead
        }
        return hasPacket
    }

    /// How many samples before the first a decoder wants to have seen: Opus 80 ms (RFC 7845, 4.6), MP3 what its
    /// packets may borrow, others the overlap of one packet.
    private var lead: Int64 {
        switch reader.parameters.pointee.codec_id {
        case AV_CODEC_ID_OPUS: reader.sampleRate * 80 / 1000
        case AV_CODEC_ID_MP3: 8 * 1152
        case AV_CODEC_ID_FLAC, AV_CODEC_ID_ALAC: 0
        default: Int64(reader.parameters.pointee.frame_size)
        }
    }

    func take() -> Bool {
        hasPacket = false
        return true
    }

    func naming(_ calls: () throws -> Void) throws {
        do {
            try calls()
        } catch MediaError.libraryFailure(_, let call, let reason) {
            let codec = String(cString: avcodec_get_name(reader.parameters.pointee.codec_id))
            throw MediaError.badInput(
                place: reader.place, found: "\(codec) sound that \(call) refuses: \(reason)",
                expected: "sound that \(container) can hold, or --no-sound")
        }
    }
}
