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
    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }

    /// The bytes of a file.
    func read(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

    /// Creates a folder within.
    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            at: url.appending(path: name), withIntermediateDirectories: true)
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

/// Other programs that tests compare with.
enum Tool {
    static let hasPillow = (try? run("python3", ["-c", "import PIL"])) != nil

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

    /// What `ffprobe` says of a film, by the names of the fields.
    static func fields(
        _ path: String, _ entries: String, stream: String = "v:0"
    ) throws -> [String: String] {
        let data = try run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", stream, "-count_packets", "-show_entries",
                entries, "-of", "default=noprint_wrappers=1", path,
            ])
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let equals = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<equals]), String(line[line.index(after: equals)...]))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
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

extension TemporaryFolder {
    /// Runs `ffmpeg` once for each step, to the name that follows its arguments, with inputs of this folder;
    /// answers the last one's path.
    func make(_ steps: [(arguments: String, name: String)]) throws -> String {
        for step in steps {
            var arguments = step.arguments.split(separator: " ").map(String.init)
            for index in arguments.indices where arguments[index] == "-i" {
                let name = arguments[index + 1]
                if name.contains("."), !name.contains("=") { arguments[index + 1] = path(name) }
            }
            try Tool.make(arguments, to: path(step.name))
        }
        return path(steps[steps.count - 1].name)
    }
}

/// A smooth picture: a ramp across in red, down in green, and a slow change of blue with `phase`.
func makeRamp(width: Int, height: Int, phase: Float = 0) throws -> Image {
    var samples: [Float] = []
    samples.reserveCapacity(3 * width * height)
    let across = (0..<width).map { (Float($0) + 0.5) / Float(width) }
    for _ in 0..<height { samples += across }
    for y in 0..<height {
        samples += repeatElement((Float(y) + 0.5) / Float(height), count: width)
    }
    samples += repeatElement(0.25 + 0.5 * phase, count: width * height)
    return try Image(width: width, height: height, samples: samples)
}

/// The differences of two pictures in levels of 255.
struct Differences: CustomStringConvertible {
    let largest: Float
    let mean: Double
    let share: (over1: Double, over3: Double)

    init(_ a: Image, _ b: Image) {
        var (largest, sum, over1, over3): (Float, Double, Int, Int) = (0, 0, 0, 0)
        let count = min(a.samples.count, b.samples.count)
        a.samples.withUnsafeBufferPointer { a in
            b.samples.withUnsafeBufferPointer { b in
                var i = 0
                while i < count {
                    let difference = abs(a[i] - b[i]) * 255
                    if difference > largest { largest = difference }
                    if difference > 1 { over1 += 1 }
                    if difference > 3 { over3 += 1 }
                    sum += Double(difference)
                    i += 1
                }
            }
        }
        self.largest = largest
        mean = sum / Double(count)
        share = (Double(over1) / Double(count), Double(over3) / Double(count))
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
