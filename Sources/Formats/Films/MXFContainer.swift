public import Timelines

/// MXF, one operational pattern 1a file: what broadcasters and Avid take.
public enum MXFContainer: FilmContainer {
    public static let name = "mxf"
    public static let title = "MXF"
    public static let tracks: Set<FormatTrack> = [.timecode]
    public static let endings = ["mxf"]
    public static let codecs: [FilmCodec] = [.dnxhrHQ, .dnxhrHQX]

    /// The rates of television and cinema, for which MXF says how much sound goes with a frame.
    private static let rates: [(Int64, Int64)] = [
        (24_000, 1001), (24, 1), (25, 1), (30_000, 1001), (30, 1), (48_000, 1001), (48, 1), (50, 1),
        (60_000, 1001), (60, 1), (100, 1), (120_000, 1001), (120, 1),
    ]

    public static func fault(at rate: FrameRate) -> FormatFault? {
        guard !rates.contains(where: { $0 == (rate.numerator, rate.denominator) }) else {
            return nil
        }
        return fault(
            rate,
            expected: "24, 25, 30, 48, 50, 60, 100 or 120, or 1000/1001 of 24, 30, 48, 60 or 120,")
    }

    public static func output(_ format: FilmFormat<Self>) -> OutputFormat { .mxf(format) }
}

/// A film in MXF.
public typealias MXFFormat = FilmFormat<MXFContainer>
