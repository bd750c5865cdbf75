import CFFmpeg
import Files
import Formats
import Imaging
import Timelines

/// A film in the making: encoder, sound, subtitles and container together.
final class FilmEncoding {
    private let encoder: VideoEncoder
    private let muxer: Muxer
    private let stream: UnsafeMutablePointer<AVStream>
    private let tracks: [any SideTrack]
    private let frameRate: FrameRate
    private let file: AtomicFile
    private let muxing: Muxing
    private let packet: Packet
    private var count = 0

    /// Opens the encoder and writes the container's header.
    ///
    /// - Parameter recipe: as long as the one that it has in the end; nil for none.
    init(
        _ size: Size, _ layout: VideoPlanes.Layout, configuration: FilmSink.Configuration,
        file: AtomicFile, tracks: [any SideTrack], recipe: String?
    ) throws {
        let (place, muxing) = (file.place, configuration.muxing)
        (self.file, self.muxing) = (file, muxing)
        packet = try Packet(place: place)
        muxer = try Muxer(
            format: muxing.muxer, file: file, keepsNegativeTimes: muxing.roundsTimes,
            hasGaps: !configuration.accompaniment.subtitles.isEmpty)
        encoder = try VideoEncoder(
            configuration.film, size: size, layout: layout, frameRate: configuration.frameRate,
            transfer: muxing.transfer, globalHeader: muxer.wantsGlobalHeader, place: place)
        stream = try muxer.addStream()
        self.tracks = tracks
        frameRate = configuration.frameRate
        try encoder.describe(stream, isQuickTime: muxing.isQuickTime)
        for track in tracks { try track.addStream(to: muxer) }
        let (others, held) = (configuration.accompaniment, configuration.tracks)
        if held.contains(.chapters) {
            try muxer.addChapters(
                others.chapters.map { ($0.start.samples(1000), $0.end.samples(1000), $0.title) })
        }
        // An output of a lower rate may lack the number.
        if held.contains(.timecode), let text = others.timecode,
            Timecode(frameRate, written: text)?.frame(of: text) != nil
        {
            muxer.setTimecode(text, of: stream)
        }
        if let recipe { muxer.setTag(muxing.recipeTag, recipe) }
        // If a container refuses a track, it is the first one's file that is named.
        let writeHeader = { [muxer] in try muxer.writeHeader(muxing.options) }
        try tracks.first?.naming(writeHeader) ?? writeHeader()
    }

    /// Encodes the next frame and writes the sound and subtitles that belong to it.
    func write(_ planes: VideoPlanes) throws {
        try encoder.send(planes)
        count += 1
        try drain()
        for track in tracks {
            try track.write(until: frameRate.time(ofFrame: count), to: muxer)
        }
    }

    /// Completes the file.
    ///
    /// - Parameter recipe: in place of the one that it was begun with.
    func finish(recipe: String?) throws {
        try encoder.end()
        try drain()
        for track in tracks {
            try track.finish(at: frameRate.time(ofFrame: count), to: muxer)
        }
        if let recipe { muxer.setTag(muxing.recipeTag, recipe) }
        try muxer.finish()
        if muxing.keepsFirstTags, let recipe { try MatroskaTags.replaceRecipe(recipe, in: file) }
    }

    private func drain() throws {
        while try encoder.receive(into: packet) {
            try muxer.write(packet, timeBase: encoder.timeBase, stream: stream)
        }
    }
}
