import CFFmpeg
import Files

/// The frames of a GIF in the making: counted by `palettegen` on their way to disk, and mapped to
/// the palette by `paletteuse` on their way back.
final class GIFSpool {
    /// Columns of every frame.
    let width: Int

    /// Rows of every frame.
    let height: Int

    private let place: String
    private let file: SpoolFile
    private let counting: FilterGraph
    private let frame: Frame
    private var appended: Int64 = 0
    private var colours = CountedColours()

    /// Bytes on disk.
    var size: Int { file.size }

    /// An empty spool on the disk of the output at `place`.
    init(width: Int, height: Int, place: String) throws {
        (self.width, self.height, self.place) = (width, height, place)
        file = try SpoolFile(beside: place)
        frame = try Frame(format: AV_PIX_FMT_BGRA, width: width, height: height, place: place)
        counting = try FilterGraph(
            "\(Self.buffer(width, height)),palettegen=stats_mode=full:reserve_transparent=1,"
                + "buffersink",
            needed: ["palettegen"], place: place)
    }

    /// Takes the next frame: interleaved RGB without gaps between rows.
    func append(_ rgb: [UInt8]) throws {
        try fill(colours.limited(rgb), at: appended)
        appended += 1
        try counting.push(frame)
        try file.append(rgb)
    }

    /// Hands the first `count` frames to `body` as palette indices, each at its time in hundredths
    /// of a second.
    func replay(
        count: Int, ticks: (Int) -> Int, _ body: (Frame) throws -> Void
    ) throws {
        let palette = try palette()
        var mapping = try mappingGraph(palette)
        let mapped = try Frame(place: place)
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        for index in 0..<count {
            if index > 0, index % graphFrames == 0 {
                try end(mapping, mapped, body)
                mapping = try mappingGraph(palette)
            }
            try file.read(into: &rgb)
            try fill(rgb, at: Int64(ticks(index)))
            try mapping.push(frame)
            while try mapping.pull(into: mapped) { try body(mapped) }
        }
        try end(mapping, mapped, body)
    }

    /// Frames that go through one graph: `paletteuse` remembers what it made of every colour, and
    /// would hold a hundred megabytes and more for a long film.  A new graph maps the same.
    private var graphFrames: Int { max(1, Self.graphPixels / (width * height)) }
    private static let graphPixels = 1 << 22

    private func end(
        _ mapping: FilterGraph, _ mapped: Frame, _ body: (Frame) throws -> Void
    ) throws {
        try mapping.push(nil)
        while try mapping.pull(into: mapped) { try body(mapped) }
    }

    /// The palette of all that was appended.
    private func palette() throws -> Frame {
        let palette = try Frame(place: place)
        try counting.push(nil)
        guard try counting.pull(into: palette) else {
            throw MediaError.libraryFailure(
                place: place, call: "palettegen", reason: "no palette came out")
        }
        return palette
    }

    /// A graph that maps frames to a palette.
    private func mappingGraph(_ palette: Frame) throws -> FilterGraph {
        let description =
            "\(Self.buffer(width, height))[frames];\(Self.buffer(16, 16))[palette];"
            + "[frames][palette]paletteuse=dither=bayer:bayer_scale=3,buffersink"
        let graph = try FilterGraph(description, needed: ["paletteuse"], place: place)
        try graph.push(palette, to: 1)
        try graph.push(nil, to: 1)
        return graph
    }

    private static func buffer(_ width: Int, _ height: Int) -> String {
        "buffer=width=\(width):height=\(height):pix_fmt=bgra:time_base=1/100:sar=1"
    }

    private func fill(_ rgb: [UInt8], at time: Int64) throws {
        try FFmpegStatus.check(
            av_frame_make_writable(frame.pointer), "av_frame_make_writable", place: place)
        let rowBytes = Int(frame.pointer.pointee.linesize.0)
        frame.pointer.pointee.pts = time
        guard let target = frame.pointer.pointee.data.0 else { return }
        rgb.withUnsafeBufferPointer { rgb in
            for y in 0..<height {
                let (from, to) = (y * width * 3, target + y * rowBytes)
                for x in 0..<width {
                    to[4 &* x] = rgb[from &+ 3 &* x &+ 2]
                    to[4 &* x &+ 1] = rgb[from &+ 3 &* x &+ 1]
                    to[4 &* x &+ 2] = rgb[from &+ 3 &* x]
                    to[4 &* x &+ 3] = 255
                }
            }
        }
    }
}
