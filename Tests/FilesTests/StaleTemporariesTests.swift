import Fixtures
import Foundation
import Glibc
import Testing

@testable import Files

/// Hidden files of runs that ended before their outputs were whole.
struct StaleTemporariesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(_ name: String, daysOld: Double = 0) throws {
        let path = try folder.write([1], name)
        let date = Date(timeIntervalSinceNow: -daysOld * 86_400)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }

    private func hidden(_ output: String, host: String = TemporaryName.host, number: Int = 7)
        -> String
    {
        // This very process: its number says nothing, only the lock does.
        ".\(output).\(host)-\(getpid())-\(number).part"
    }

    @Test func `a dead run's files go, a living one's stay`() throws {
        try write(hidden("film.mp4", number: 1_000_001))
        try write(hidden("film.mp4", number: 1_000_002), daysOld: -30)
        let living = try AtomicFile(path: folder.path("film.mp4"), existing: .refuse)
        StaleTemporaries.remove(ofOutput: folder.path("film.mp4"))
        #expect(
            try folder.contents == [living.partPath.split(separator: "/").last.map(String.init)])
        try living.commit()
        #expect(try folder.contents == ["film.mp4"])
    }

    @Test func `another host's go only when they are older than a day`() throws {
        try write(hidden("film.mp4", host: "elsewhere"), daysOld: 0.9)
        try write(hidden("film.mp4", host: "elsewhere", number: 8), daysOld: 1.1)
        try write(hidden("film.mp4", host: "elsewhere", number: 9), daysOld: -400)
        StaleTemporaries.remove(ofOutput: folder.path("film.mp4"))
        let young = [7, 9].map { hidden("film.mp4", host: "elsewhere", number: $0) }
        #expect(try folder.contents == young.sorted())
    }

    @Test func `nothing else goes`() throws {
        let others = [
            "film.mp4", ".film.mp4", ".film.mp4.part", ".film.mp4.lock", "film.mp4.a-1-2.part",
            hidden("other.mp4"), hidden("film.mp4.mp4"), hidden("film.mp4") + "x",
            ".film.mp4.\(TemporaryName.host)-1.part", ".film.mp4.\(TemporaryName.host)-x-1.part",
            ".film.mp4.--1.part",
        ]
        for name in others { try write(name, daysOld: 100) }
        try folder.makeFolder(hidden("film.mp4", number: 11))
        try #require(symlink("film.mp4", folder.path(hidden("film.mp4", number: 12))) == 0)
        try #require(mkfifo(folder.path(hidden("film.mp4", number: 13)), 0o600) == 0)
        let before = try folder.contents
        StaleTemporaries.remove(ofOutput: folder.path("film.mp4"))
        #expect(try folder.contents == before)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `another user's files stay`() throws {
        let name = hidden("film.mp4", number: 1_000_003)
        try write(name, daysOld: 100)
        try #require(chown(folder.path(name), 61_234, 61_234) == 0)
        StaleTemporaries.remove(ofOutput: folder.path("film.mp4"))
        #expect(try folder.contents == [name])
    }

    @Test func `a sequence's are those of all its pictures`() throws {
        let others = [hidden("f.12.png"), hidden("f.abc.png"), hidden("g.012.png")]
        for name in others + [hidden("f.012.png"), hidden("f.12345.png")] { try write(name) }
        StaleTemporaries.remove(ofOutput: folder.path("f.%03d.png"))
        #expect(try folder.contents == others.sorted())
        try TrustedFolder(folder.path, .own).removeStaleTemporaries()
        #expect(try folder.contents == [])
    }

    @Test(arguments: [1, 140, 141, 255])
    func `hidden names fit, and say whose they are`(length: Int) throws {
        let output = String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "a" : "")
        let name = TemporaryName(output: output, number: .max)
        #expect(name.text.utf8.count <= 255)
        #expect(TemporaryName(name.text) == name)
        #expect((name.output == output) == (length <= 140))
        let other = TemporaryName(output: output.dropLast() + "b", number: .max)
        #expect(other.output != name.output)
    }
}
