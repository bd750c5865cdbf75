import CFFmpeg
import Files
import Imaging
import Timelines

/// A film in the making: encoder, sound and container together.
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
        _ size: Size, _ layout: VideoPlanes.Layout, configuration: FilmSink.Configuration,
        file: AtomicFile, sound: (any SoundTrack)?
    ) throws {
        let (place, muxing) = (file.place, configuration.muxing)
        packet = try Packet(place: place)
        muxer = try Muxer(
            format: muxing.muxer, file: file, keepsNegativeTimes: muxing.roundsTimes)
        encoder = try VideoEncoder(
            configuration.film, size: size, layout: layout, frameRate: configuration.frameRate,
            globalHeader: muxer.wantsGlobalHeader, place: place)
        stream = try muxer.addStream()
        self.sound = sound
        frameRate = configuration.frameRate
        try encoder.describe(stream, isQuickTime: muxing.isQuickTime)
        try sound?.addStream(to: muxer)
        let writeHeader = { [muxer] in try muxer.writeHeader(muxing.options) }
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
