import Foundation
import Imaging
import Media
import Rendering

/// The child process: reads mutated films one after the other and writes what came of each.
///
/// A line `start N` before film N, and after it `end N KIND PEAK MESSAGE`.  A film that takes too long
/// ends the process by SIGPROF (its processor time) or SIGALRM.
struct MutatedFilms {
    /// Processor time for a film, seconds.
    static let limit = 30

    private let folder: String
    private let originals: [(bytes: [UInt8], digest: UInt64, ending: String)]

    /// Reads the films that have been made.
    init(_ kind: FilmKind, folder: String) throws {
        self.folder = folder
        originals = try kind.films(in: folder).map { path in
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
            let ending = path.split(separator: ".").last.map(String.init) ?? ""
            return (bytes, try Self.digest(path), ending)
        }
    }

    /// The mutated film of a number.
    func film(_ number: Int) -> (bytes: [UInt8], ending: String, digest: UInt64) {
        let original = originals[number % originals.count]
        var mutation = Mutation(number)
        return (mutation.damaged(original.bytes), original.ending, original.digest)
    }

    /// Reads the films of these numbers.
    func read(_ numbers: Range<Int>) throws {
        for number in numbers {
            let film = film(number)
            let path = "\(folder)/\(getpid()).\(film.ending)"
            try Data(film.bytes).write(to: URL(filePath: path))
            say("start \(number)")
            setLimits(Self.limit)
            try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
            say("end \(number) \(outcome(path, film.digest))")
            setLimits(0)
            unlink(path)
        }
    }

    private func outcome(_ path: String, _ original: UInt64) -> String {
        let result: String
        do {
            result = try Self.digest(path) == original ? "0 same" : "0 changed"
        } catch {
            let failure = Failure(error)
            let text = failure.messages.joined(separator: " ").replacing(path, with: "FILM")
            result = "\(failure.kind.rawValue) \(text)"
        }
        return "\(peak) \(result)"
    }

    /// A digest of all frames of a film (FNV-1a over words).
    private static func digest(_ path: String) throws -> UInt64 {
        let source = try MediaInput.open(path: path)
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        while let frame = try source.next() {
            frame.image.samples.withUnsafeBufferPointer { samples in
                for sample in samples {
                    digest = (digest ^ UInt64(sample.bitPattern)) &* 0x100_0000_01B3
                }
            }
        }
        return digest
    }

    /// The most memory held since the film began, kB.
    private var peak: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    private func setLimits(_ seconds: Int) {
        var time = itimerval()
        time.it_value.tv_sec = seconds
        setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
        alarm(UInt32(seconds * 20))
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}
