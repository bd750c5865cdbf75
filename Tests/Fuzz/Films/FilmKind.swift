import Foundation

/// A codec, and how small films of it are made in the containers that it is met in.
struct FilmKind {
    let name: String
    /// File names and ffmpeg's options.
    private let recipes: [(file: String, options: [String])]

    /// Films of ten frames, and pictures.
    static let all = [
        FilmKind(
            "h264", ["-c:v", "libx264", "-pix_fmt", "yuv420p"],
            files: ["a.mp4", "a.mkv", "a.ts", "a.flv", "a.h264"]),
        FilmKind(
            "hevc", ["-c:v", "libx265", "-pix_fmt", "yuv420p", "-x265-params", "log-level=0"],
            files: ["a.mp4", "a.mkv", "a.hevc"]),
        FilmKind("mpeg4", ["-c:v", "mpeg4", "-bf", "1"], files: ["a.avi", "a.mp4", "a.mkv"]),
        FilmKind(
            "vp9", ["-c:v", "libvpx-vp9", "-deadline", "realtime"], files: ["a.webm", "a.ivf"]),
        FilmKind("prores", ["-c:v", "prores_ks"], files: ["a.mov", "a.mkv"]),
        FilmKind("mjpeg", ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"], files: ["a.avi", "a.mov"]),
        FilmKind("gif", [], files: ["a.gif"]),
        FilmKind("mpeg2", ["-c:v", "mpeg2video"], files: ["a.mpg", "a.ts"]),
        FilmKind("ffv1", ["-c:v", "ffv1", "-level", "3"], files: ["a.mkv", "a.nut"]),
        FilmKind(
            "stills", ["-frames:v", "1", "-update", "1"],
            files: ["a.jpg", "a.png", "a.webp", "a.tiff", "a.bmp", "a.ppm"]),
    ]

    private init(_ name: String, _ options: [String], files: [String]) {
        self.name = name
        recipes = files.map { ($0, options) }
    }

    /// Makes the films that are not there yet, 64×48.
    func makeFilms(in folder: String) throws {
        let folder = "\(folder)/seeds/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (file, options) in recipes {
            let path = "\(folder)/\(file)"
            if FileManager.default.fileExists(atPath: path) { continue }
            let ffmpeg = Process()
            ffmpeg.executableURL = URL(filePath: "/usr/bin/env")
            ffmpeg.arguments =
                ["ffmpeg", "-v", "error", "-y", "-f", "lavfi"]
                + ["-i", "testsrc2=size=64x48:rate=25:duration=0.4"] + options + [path]
            ffmpeg.standardInput = FileHandle.nullDevice
            try ffmpeg.run()
            ffmpeg.waitUntilExit()
            guard ffmpeg.terminationStatus == 0 else { throw FuzzError.noFilm(path) }
        }
    }

    /// The films that ``makeFilms(in:)`` has made.
    func films(in folder: String) -> [String] {
        recipes.map { "\(folder)/seeds/\(name)/\($0.file)" }
    }
}

/// Why nothing could be tried.
enum FuzzError: Error, CustomStringConvertible {
    /// ffmpeg did not make a film.
    case noFilm(String)

    var description: String {
        switch self {
        case .noFilm(let path): "\(path): ffmpeg did not make it"
        }
    }
}
