import CFFmpeg

/// Subtitles in their packets, from a film into a container: as they are, or each written anew.
final class SubtitleCopy: CopiedTrack {
    private let reader: SubtitleReader
    /// What messages call the container.
    private let container: String
    /// Writes text in the container's own manner; nil where packets stay as they are.
    private let text: SubtitleText?
    private var hasPacket = false
    private var hasEnded = false
    private(set) var target: UnsafeMutablePointer<AVStream>?

    init(_ reader: SubtitleReader, into container: String, text: SubtitleText?) {
        (self.reader, self.container, self.text) = (reader, container, text)
    }

    func addStream(to muxer: Muxer) throws {
        let target = try muxer.addStream()
        if let text {
            try text.describe(target)
        } else {
            try FFmpegStatus.check(
                avcodec_parameters_copy(target.pointee.codecpar, reader.parameters),
                "avcodec_parameters_copy", place: reader.place)
            target.pointee.codecpar.pointee.codec_tag = 0
        }
        target.pointee.time_base = SubtitleReader.timeBase
        reader.name(target)
        self.target = target
    }

    var packet: Packet { reader.packet }
    var timeBase: AVRational { SubtitleReader.timeBase }

    func prepare() throws -> Bool {
        if !hasPacket, !hasEnded {
            hasPacket = try reader.next()
            hasEnded = !hasPacket
        }
        return hasPacket
    }

    func take() throws -> Bool {
        hasPacket = false
        return try text?.rewrite(packet) ?? true
    }

    func naming(_ calls: () throws -> Void) throws {
        do {
            try calls()
        } catch MediaError.libraryFailure(_, let call, let reason) {
            let codec = String(cString: avcodec_get_name(reader.parameters.pointee.codec_id))
            throw MediaError.badInput(
                place: reader.place, found: "\(codec) subtitles that \(call) refuses: \(reason)",
                expected: "subtitles that \(container) can hold")
        }
    }
}
