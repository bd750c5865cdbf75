import CFFmpeg
import Timelines

/// Sound that is decoded, cut to the sample, played at its speed, and written anew.
final class SoundEncoding: SideTrack {
    private let reader: SoundReader
    private let decoder: SoundDecoder
    private let encoder: SoundEncoder
    private let speed: Speed
    private let place: String
    private let output: Packet
    private var filters: FilterGraph?
    private var target: UnsafeMutablePointer<AVStream>?
    /// When what has been encoded ends, in samples of the encoder.
    private var encoded: Int64 = 0
    private var hasEnded = false
    /// Where the sound ends, in samples of the encoder, once that is known.
    private var end: Int64?

    /// Opens the decoder.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a codec that FFmpeg does not decode.
    init(_ reader: SoundReader, _ encoder: SoundEncoder, speed: Speed) throws {
        (self.reader, self.encoder, self.speed) = (reader, encoder, speed)
        place = reader.place
        decoder = try SoundDecoder(reader)
        output = try Packet(place: place)
    }

    func addStream(to muxer: Muxer) throws {
        let target = try muxer.addStream()
        try encoder.describe(target)
        reader.name(target)
        self.target = target
    }

    func write(until moment: Time, to muxer: Muxer) throws {
        let limit = moment.samples(encoder.sampleRate)
        while !hasEnded, encoded < limit { try step(until: nil, to: muxer) }
    }

    func finish(at end: Time, to muxer: Muxer) throws {
        let limit = end.samples(encoder.sampleRate)
        self.end = limit
        while !hasEnded, encoded < limit { try step(until: limit, to: muxer) }
        try encoder.send(nil)
        try drain(to: muxer)
    }

    /// Decodes one packet, and encodes what comes of it as far as a limit.
    private func step(until limit: Int64?, to muxer: Muxer) throws {
        let hasPacket = try reader.next()
        try decoder.decode(hasPacket ? reader.packet : nil) { frame in
            let filters = try filters ?? makeFilters(frame)
            self.filters = filters
            try filters.push(frame)
            try encode(filters, until: limit, to: muxer)
        }
        guard !hasPacket else { return }
        hasEnded = true
        guard let filters else { return }
        try filters.push(nil)
        try encode(filters, until: limit, to: muxer)
    }

    private func encode(_ filters: FilterGraph, until limit: Int64?, to muxer: Muxer) throws {
        let frame = try Frame(place: place)
        while try filters.pull(into: frame) {
            let samples = Int64(frame.pointer.pointee.nb_samples)
            let rest = (limit ?? .max) &- encoded
            guard rest > 0 else { return }
            if samples > rest { frame.pointer.pointee.nb_samples = Int32(rest) }
            frame.pointer.pointee.pts = encoded
            encoded += min(samples, rest)
            try encoder.send(frame)
            try drain(to: muxer)
        }
    }

    private func drain(to muxer: Muxer) throws {
        guard let target else { return }
        while try encoder.receive(into: output) {
            let data = output.pointer.pointee
            if let end, data.pts < end {
                // The encoder fills its last packet up.
                output.pointer.pointee.duration = min(data.duration, end &- data.pts)
            }
            try muxer.write(output, timeBase: encoder.timeBase, stream: target)
        }
    }

    /// Silence where there is no sound, the cut before the first picture, the speed, and the encoder's format.
    private func makeFilters(_ frame: Frame) throws -> FilterGraph {
        let layout = try SoundLayout(frame, place: place)
        return try FilterGraph(
            "abuffer=time_base=1/\(reader.sampleRate):sample_rate=\(frame.pointer.pointee.sample_rate)"
                + ":sample_fmt=\(frame.pointer.pointee.format):channel_layout=\(layout.name)"
                + ",aresample=async=1:first_pts=0,atrim=start_pts=0,asetpts=PTS-STARTPTS"
                + tempo
                + ",aformat=sample_fmts=\(encoder.sampleFormat):sample_rates=\(encoder.sampleRate)"
                + ":channel_layouts=\(encoder.layout),asetnsamples=n=\(encoder.frameSize):p=0,abuffersink",
            needed: ["aresample", "atrim", "asetpts", "atempo", "aformat", "asetnsamples"],
            place: place)
    }

    /// FFmpeg's `atempo` takes a half to a hundred at a time.
    private var tempo: String {
        guard speed != .own else { return "" }
        var (rest, filters) = (speed.factor, "")
        while rest < 0.5 {
            filters += ",atempo=0.5"
            rest /= 0.5
        }
        return filters + ",atempo=\(rest)"
    }

    func naming(_ calls: () throws -> Void) throws { try calls() }
}
