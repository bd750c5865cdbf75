import CFFmpeg
import Files
import Imaging
import Timelines

/// An MP4 in the making: encoder, sound and container together.
final class FilmEncoding {
    private let encoder: VideoEncoder
    private let muxer: Muxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let sound: (any SoundTrack)?
    private let frameRate: FrameRate
    private let packet: Packet
    private var count = 0

    /// Opens the encoder and writes the container's header.
    init(
        width: Int, height: Int, configuration: MP4Sink.Configuration, file: AtomicFile,
        sound: (any SoundTrack)?
    ) throws {
        let place = file.place
        packet = try Packet(place: place)
        muxer = try Muxer(format: "mp4", file: file)
        encoder = try VideoEncoder(
            width: width, height: height, configuration: configuration,
            globalHeader: muxer.wantsGlobalHeader, place: place)
        stream = try muxer.addStream()
        self.sound = sound
        frameRate = configuration.frameRate
        try encoder.describe(stream)
        try sound?.addStream(to: muxer)
        let writeHeader = { [muxer] in try muxer.writeHeader([("movflags", "+faststart")]) }
        try sound?.naming(writeHeader) ?? writeHeader()
    }

    /// Encodes the next frame and writes the sound that belongs to it.
    func write(_ planes: VideoPlanes) throws {
        try encoder.send(planes)
        count += 1
        try drain()
        try sound?.write(until: frameRate.time(ofFrame: count), to: muxer)
    }

    /// Completes the file.
    func finish() throws {
        try encoder.end()
        try drain()
        try sound?.finish(at: frameRate.time(ofFrame: count), to: muxer)
        try muxer.finish()
    }

    private func drain() throws {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, timeBase: encoder.timeBase, stream: stream)
        }
    }
}
