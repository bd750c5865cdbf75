import CFFmpeg

/// The samples of a file's first stream of sound, block by block, the mean of its channels.
///
/// They begin at the time 0; gaps are silence.
package final class SoundSamples {
    /// Samples a second.
    package let sampleRate: Int
    private let reader: SoundReader
    private let decoder: SoundDecoder
    private let place: String
    private var filters: FilterGraph?

    /// Opens a file.
    ///
    /// Throws `FileError` and ``MediaError/badInput(place:found:expected:)`` for a file without sound that
    /// can be decoded.
    package init(of path: String) throws {
        reader = try SoundReader(Sound(in: path))
        decoder = try SoundDecoder(reader)
        sampleRate = Int(reader.sampleRate)
        place = path
    }

    /// Reads everything.
    package func read(_ take: ([Float]) throws -> Void) throws {
        var hasPacket = true
        while hasPacket {
            hasPacket = try reader.next()
            try decoder.decode(hasPacket ? reader.packet : nil) { frame in
                let filters = try filters ?? makeFilters(frame)
                self.filters = filters
                try filters.push(frame)
                try drain(filters, take)
            }
        }
        guard let filters else { return }
        try filters.push(nil)
        try drain(filters, take)
    }

    private func drain(_ filters: FilterGraph, _ take: ([Float]) throws -> Void) throws {
        let frame = try Frame(place: place)
        while try filters.pull(into: frame) { try take(Self.means(of: frame)) }
    }

    /// The mean of all channels' planes.
    private static func means(of frame: Frame) -> [Float] {
        let data = frame.pointer.pointee
        let (count, channels) = (Int(data.nb_samples), Int(data.ch_layout.nb_channels))
        guard channels > 0, let planes = data.extended_data else { return [] }
        var sums = [Float](repeating: 0, count: max(0, count))
        for channel in 0..<channels {
            guard let plane = planes[channel] else { continue }
            plane.withMemoryRebound(to: Float.self, capacity: sums.count) { samples in
                for index in sums.indices { sums[index] += samples[index] }
            }
        }
        return sums.map { $0 / Float(channels) }
    }

    private func makeFilters(_ frame: Frame) throws -> FilterGraph {
        let layout = try SoundLayout(frame, place: place)
        return try FilterGraph(
            "abuffer=time_base=1/\(sampleRate):sample_rate=\(frame.pointer.pointee.sample_rate)"
                + ":sample_fmt=\(frame.pointer.pointee.format):channel_layout=\(layout.name)"
                + ",aresample=async=1:first_pts=0,atrim=start_pts=0"
                + ",aformat=sample_fmts=fltp:sample_rates=\(sampleRate)"
                + ":channel_layouts=\(layout.name),abuffersink",
            needed: ["aresample", "atrim", "aformat"], place: place)
    }
}
