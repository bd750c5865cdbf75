import Fixtures
import Foundation
import Glibc
import Testing

@testable import Files

struct OutputLockTests {
    private func host() -> String {
        var buffer = [CChar](repeating: 0, count: 65)
        gethostname(&buffer, 64)
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    @Test func `an output is one render's at a time, and the second learns whose`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("film.mp4")
        let lock = try OutputLock(output: path)
        let error = #expect(throws: FileError.self) { try OutputLock(output: path) }
        #expect(
            error?.description
                == "\(path): busy: process \(getpid()) on \(host()) is rendering it, "
                + "expected it to end first")
        _ = try OutputLock(output: folder.path("film.gif"))
        lock.release()
        lock.release()
        #expect(try folder.contents == [])
        _ = try OutputLock(output: path)
        #expect(try folder.contents == [])
    }

    @Test func `two ways to one folder lead to one lock`() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("real")
        try #require(symlink("real", folder.path("link")) == 0)
        let lock = try OutputLock(output: folder.path("real/f.%03d.png"))
        #expect(throws: FileError.self) { try OutputLock(output: folder.path("link/f.%03d.png")) }
        lock.release()
        _ = try OutputLock(output: folder.path("link/f.%03d.png"))
    }

    @Test func `what a dead render left of its lock is taken over`() throws {
        let folder = try TemporaryFolder()
        try folder.write("99999999 elsewhere\n".utf8, ".film.mp4.lock")
        let lock = try OutputLock(output: folder.path("film.mp4"))
        #expect(
            String(decoding: try folder.read(".film.mp4.lock"), as: UTF8.self)
                == "\(getpid()) \(host())\n")
        lock.release()
        #expect(try folder.contents == [])
    }

    @Test func `one of many at once has the lock`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("film.mp4")
        for _ in 0..<20 {
            // All are kept until all have tried.
            let held = await withTaskGroup(of: OutputLock?.self) { group in
                for _ in 0..<8 { group.addTask { try? OutputLock(output: path) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(held.count { $0 != nil } == 1)
            for lock in held { lock?.release() }
        }
        #expect(try folder.contents == [])
    }

    @Test func `a folder, a pipe and a folder without permission give no lock`() throws {
        let folder = try TemporaryFolder()
        try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(throws: FileError.self) { try OutputLock(output: folder.path("pipe")) }
        #expect(throws: FileError.self) { try OutputLock(output: folder.path("folder/")) }
        #expect(try folder.contents == ["pipe"])
    }

    @Test(arguments: ["symlink", "hard link", "pipe", "folder"])
    func `what is no lock file of ours is neither followed nor written to`(kind: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("precious\n".utf8, "notes.txt")
        let lock = folder.path(".film.mp4.lock")
        switch kind {
        case "symlink": try #require(symlink("notes.txt", lock) == 0)
        case "hard link": try #require(link(folder.path("notes.txt"), lock) == 0)
        case "pipe": try #require(mkfifo(lock, 0o600) == 0)
        default: try folder.makeFolder(".film.mp4.lock")
        }
        let error = #expect(throws: FileError.self) {
            try OutputLock(output: folder.path("film.mp4"))
        }
        let found = [
            "symlink": "a symbolic link", "hard link": "a file of 2 names (hard links)",
            "pipe": "a pipe", "folder": "a folder",
        ]
        #expect(
            error?.description.hasPrefix("\(lock): \(found[kind] ?? ""), expected a ") == true)
        #expect(
            error?.description.hasSuffix("; remove it if no render is making the output") == true)
        #expect(try folder.read("notes.txt") == Data("precious\n".utf8))
        #expect(try folder.contents == [".film.mp4.lock", "notes.txt"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `another user's lock is left alone, and is busy while that user renders`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(".film.mp4.lock")
        try folder.write("77 elsewhere\n".utf8, ".film.mp4.lock")
        try #require(chown(path, 61_234, 61_234) == 0)
        let refused = #expect(throws: FileError.self) {
            try OutputLock(output: folder.path("film.mp4"))
        }
        #expect(
            refused?.description == "\(path): belongs to uid 61234, expected you; "
                + "remove it if no render is making the output")
        let theirs = open(path, O_RDONLY)
        defer { close(theirs) }
        try #require(flock(theirs, LOCK_EX | LOCK_NB) == 0)
        let busy = #expect(throws: FileError.self) {
            try OutputLock(output: folder.path("film.mp4"))
        }
        #expect(
            busy?.description == "\(folder.path("film.mp4")): busy: process 77 on elsewhere is "
                + "rendering it, expected it to end first")
        #expect(try folder.read(".film.mp4.lock") == Data("77 elsewhere\n".utf8))
        #expect(try folder.contents == [".film.mp4.lock"])
    }
}
