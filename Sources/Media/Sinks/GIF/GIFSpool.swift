import Files
import Imaging

/// The frames of a GIF in the making, on disk beside it, and the colours of its scenes.
final class GIFSpool {
    /// Of every frame.
    let size: Size

    /// Frames.
    private(set) var count = 0

    private let file: SpoolFile
    private var scenes = SceneFinder()
    private var bins: [Int: [ColourHistogram.Bin]] = [:]

    /// Bytes on disk.
    var bytes: Int { file.size }

    /// An empty spool on the disk of the output at `place`.
    init(_ size: Size, place: String) throws {
        self.size = size
        file = try SpoolFile(beside: place)
    }

    /// Takes the next frame: interleaved RGB without gaps between rows.
    func append(_ rgb: [UInt8]) throws {
        scenes.add(rgb)
        try file.append(rgb)
        count += 1
    }

    /// A frame, 0….
    func frame(_ index: Int) throws -> [UInt8] {
        var rgb = [UInt8](repeating: 0, count: 3 * size.area)
        try file.read(into: &rgb, at: index * rgb.count)
        return rgb
    }

    /// The scene of a frame, by its first frame.
    func scene(ofFrame index: Int) -> Int { scenes.starts.last { $0 <= index } ?? 0 }

    /// The colours of a scene; of a long one those of frames in equal distances.
    func colours(ofScene start: Int) throws -> [ColourHistogram.Bin] {
        if let found = bins[start] { return found }
        let end = scenes.starts.first { $0 > start } ?? count
        let most = max(4, Self.countedPixels / size.area)
        let step = max(1, (end - start + most - 1) / most)
        var histogram = ColourHistogram()
        for index in stride(from: start, to: end, by: step) { histogram.add(try frame(index)) }
        let result = histogram.bins
        bins[start] = result
        return result
    }

    /// Pixels of a scene that are counted, about.
    private static let countedPixels = 1 << 22
}
