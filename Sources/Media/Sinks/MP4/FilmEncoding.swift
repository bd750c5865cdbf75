import CFFmpeg
import Files
import Imaging

/// An MP4 in the making: encoder, sound and container together.
final class FilmEncoding {
    private let encoder: VideoEncoder
    private let muxer: Muxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let audio: AudioCopy?
    private let packet: Packet
    private var count = 0

    /// Opens the encoder and writes the container's header.
    init(
        width: Int, height: Int, configuration: MP4Sink.Configuration, file: AtomicFile,
        audio: AudioCopy?
    ) throws {
        let place = file.place
        packet = try Packet(place: place)
        muxer = try Muxer(format: "mp4", file: file)
        encoder = try VideoEncoder(
            width: width, height: height, configuration: configuration,
            globalHeader: muxer.wantsGlobalHeader, place: place)
        stream = try muxer.addStream()
        self.audio = audio
        try encoder.describe(stream)
        try audio?.addStream(to: muxer)
        let writeHeader = { [muxer] in try muxer.writeHeader([("movflags", "+faststart")]) }
        try audio?.naming(writeHeader) ?? writeHeader()
    }

    /// Encodes the next frame and copies the sound that belongs to it.
    func write(_ planes: VideoPlanes) throws {
        try encoder.send(planes)
        count += 1
        try drain()
        try audio?.copy(before: count, timeBase: encoder.timeBase, to: muxer)
    }

    /// Completes the file.
    func finish() throws {
        try encoder.end()
        try drain()
        try muxer.finish()
    }

    private func drain() throws {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, timeBase: encoder.timeBase, stream: stream)
        }
    }
}
