import Foundation
import Imaging
import Testing

@testable import Media

/// A folder of a test's own, removed with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "segue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { url.path + "/" + name }

    /// Writes a file and answers its path.
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }

    /// What lies in the folder, hidden files included.
    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

/// Whether pixel loops are fast enough for a whole film.
let isOptimised: Bool = {
    #if DEBUG
    false
    #else
    true
    #endif
}()

/// Real films and pictures, in `SEGUE_DATA` or beside the package; see the README.
enum RealData {
    static let folder: URL? = {
        let given = ProcessInfo.processInfo.environment["SEGUE_DATA"].map { URL(filePath: $0) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = given ?? root.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static let isThere = folder != nil

    static func path(_ name: String) throws -> String {
        try #require(folder).appending(path: name).path
    }
}

/// Other programs that tests compare with.
enum Tool {
    static let hasFFmpeg = find("ffmpeg") != nil && find("ffprobe") != nil

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a program prints; its failure is the test's.
    static func run(_ name: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: try #require(find(name)))
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name) \(arguments)")
        return data
    }

    /// `ffmpeg` with an input made by its own generators.
    static func make(_ arguments: [String], to path: String) throws {
        _ = try run("ffmpeg", ["-v", "error", "-y"] + arguments + [path])
    }

    /// One line a field of what `ffprobe` says of a film.
    static func probe(_ path: String, _ entries: String, stream: String = "v:0") throws -> [String]
    {
        let data = try run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", stream, "-count_packets", "-show_entries",
                entries, "-of", "csv=p=0", path,
            ])
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(
            String.init)
    }
}

/// A smooth picture: a ramp across in red, down in green, and a slow change of blue with `phase`.
func makeRamp(width: Int, height: Int, phase: Float = 0) throws -> Image {
    var image = try Image(width: width, height: height)
    for y in 0..<height {
        for x in 0..<width {
            let i = y * width + x
            image.samples[i] = (Float(x) + 0.5) / Float(width)
            image.samples[i + width * height] = (Float(y) + 0.5) / Float(height)
            image.samples[i + 2 * width * height] = 0.25 + 0.5 * phase
        }
    }
    return image
}

/// The differences of two pictures in levels of 255.
struct Differences: CustomStringConvertible {
    let largest: Float
    let mean: Double
    let share: (over1: Double, over3: Double)

    init(_ a: Image, _ b: Image) {
        let all = zip(a.samples, b.samples).map { abs($0 - $1) * 255 }
        largest = all.max() ?? 0
        mean = all.reduce(0) { $0 + Double($1) } / Double(max(1, all.count))
        func share(_ limit: Float) -> Double {
            Double(all.count { $0 > limit }) / Double(max(1, all.count))
        }
        self.share = (share(1), share(3))
    }

    var description: String {
        "largest \(largest), mean \(mean), over 1: \(share.over1), over 3: \(share.over3)"
    }
}

extension FrameSource {
    /// All frames that are left.
    func rest() throws -> [SourceFrame] {
        var frames: [SourceFrame] = []
        while let frame = try next() { frames.append(frame) }
        return frames
    }
}
