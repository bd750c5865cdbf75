import CFFmpeg
import Files
import Formats
import Imaging
import Timelines

/// A film in the making: encoder, sound and container together.
final class FilmEncoding {
    private let encoder: VideoEncoder
    private let muxer: Muxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let sounds: [any SoundTrack]
    private let frameRate: FrameRate
    private let packet: Packet
    private var count = 0

    /// Opens the encoder and writes the container's header.
    init(
        _ size: Size, _ layout: VideoPlanes.Layout, configuration: FilmSink.Configuration,
        file: AtomicFile, sounds: [any SoundTrack]
    ) throws {
        let (place, muxing) = (file.place, configuration.muxing)
        packet = try Packet(place: place)
        muxer = try Muxer(
            format: muxing.muxer, file: file, keepsNegativeTimes: muxing.roundsTimes)
        encoder = try VideoEncoder(
            configuration.film, size: size, layout: layout, frameRate: configuration.frameRate,
            globalHeader: muxer.wantsGlobalHeader, place: place)
        stream = try muxer.addStream()
        self.sounds = sounds
        frameRate = configuration.frameRate
        try encoder.describe(stream, isQuickTime: muxing.isQuickTime)
        for sound in sounds { try sound.addStream(to: muxer) }
        let (others, tracks) = (configuration.accompaniment, configuration.tracks)
        if tracks.contains(.chapters) {
            try muxer.addChapters(
                others.chapters.map { ($0.start.samples(1000), $0.end.samples(1000), $0.title) })
        }
        // An output of a lower rate may lack the number.
        if tracks.contains(.timecode), let text = others.timecode,
            Timecode(frameRate, written: text)?.frame(of: text) != nil
        {
            muxer.setTimecode(text, of: stream)
        }
        // If a container refuses sound, it is the first one's that is named.
        let writeHeader = { [muxer] in try muxer.writeHeader(muxing.options) }
        try sounds.first?.naming(writeHeader) ?? writeHeader()
    }

    /// Encodes the next frame and writes the sound that belongs to it.
    func write(_ planes: VideoPlanes) throws {
        try encoder.send(planes)
        count += 1
        try drain()
        for sound in sounds {
            try sound.write(until: frameRate.time(ofFrame: count), to: muxer)
        }
    }

    /// Completes the file.
    func finish() throws {
        try encoder.end()
        try drain()
        for sound in sounds {
            try sound.finish(at: frameRate.time(ofFrame: count), to: muxer)
        }
        try muxer.finish()
    }

    private func drain() throws {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, timeBase: encoder.timeBase, stream: stream)
        }
    }
}
