import Fixtures

/// FFmpeg's programs, to make films and to look into them.
public enum FFmpeg {
    public static let isThere = Program(named: "ffmpeg") != nil && Program(named: "ffprobe") != nil

    public struct Failed: Error {
        public let message: String
    }

    /// `ffmpeg` with an input of its own generators.
    public static func make(_ arguments: [String], to path: String) throws {
        _ = try run("ffmpeg", ["-v", "error", "-y"] + arguments + [path])
    }

    /// One line a packet or stream of what `ffprobe` says of some fields.
    public static func probe(_ path: String, _ entries: String, stream: String = "v:0") throws
        -> [String]
    {
        try run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", stream, "-count_packets", "-show_entries",
                entries, "-of", "csv=p=0", path,
            ]
        ).split(whereSeparator: \.isNewline).map(String.init)
    }

    private static func run(_ name: String, _ arguments: [String]) throws -> String {
        guard let program = Program(named: name) else { throw Failed(message: "no \(name)") }
        let result = try program.run(arguments)
        guard result.code == 0 else { throw Failed(message: result.errors) }
        return result.output
    }
}
