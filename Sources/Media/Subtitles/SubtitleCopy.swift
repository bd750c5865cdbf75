import CFFmpeg
import Timelines

/// Subtitles in their packets, from a film into a container: as they are, or each written anew.
final class SubtitleCopy: SideTrack {
    private let reader: SubtitleReader
    /// What messages call the container.
    private let container: String
    /// Writes text in the container's own manner; nil where packets stay as they are.
    private let text: SubtitleText?
    private var hasPacket = false
    private var hasEnded = false
    private var target: UnsafeMutablePointer<AVStream>?

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

    func write(until moment: Time, to muxer: Muxer) throws {
        try write(until: moment, isEnd: false, to: muxer)
    }

    func finish(at end: Time, to muxer: Muxer) throws {
        try write(until: end, isEnd: true, to: muxer)
    }

    private func write(until moment: Time, isEnd: Bool, to muxer: Muxer) throws {
        guard let target else { return }
        let limit = moment.ticks(SubtitleReader.timeBase)
        while try prepare() {
            let data = reader.packet.pointer.pointee
            // What is shown as the pictures end is known only then.
            guard isEnd ? data.pts < limit : data.pts &+ data.duration < limit else { return }
            if isEnd {
                reader.packet.pointer.pointee.duration = min(data.duration, limit &- data.pts)
            }
            hasPacket = false
            if let text, try !text.rewrite(reader.packet) { continue }
            try naming {
                try muxer.write(
                    reader.packet, timeBase: SubtitleReader.timeBase, stream: target)
            }
        }
    }

    /// Reads the next packet, unless one is waiting; false at the end.
    private func prepare() throws -> Bool {
        if !hasPacket, !hasEnded {
            hasPacket = try reader.next()
            hasEnded = !hasPacket
        }
        return hasPacket
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
