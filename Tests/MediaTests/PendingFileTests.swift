import Foundation
import Glibc
import Testing

@testable import Media

struct PendingFileTests {
    private func write(_ bytes: [UInt8], to path: String, overwrite: Bool = false) throws {
        let file = try PendingFile(path: path, overwrite: overwrite)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    private func line(_ path: String, overwrite: Bool = true) -> String {
        do {
            try write([1], to: path, overwrite: overwrite)
            return "no error"
        } catch {
            return "\(error)".replacing(path, with: "…")
        }
    }

    @Test func `nothing stands under the final name before the commit`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.bin")
        let file = try PendingFile(path: path, overwrite: false)
        let names = try folder.contents
        #expect(names.count == 1)
        #expect(names.allSatisfy { $0.hasPrefix(".out.bin.") && $0.hasSuffix(".part") })
        try file.commit()
        #expect(try folder.contents == ["out.bin"])
        file.discard()
        #expect(try folder.contents == ["out.bin"])
    }

    @Test func `a name that was taken meanwhile is not overwritten`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.bin")
        let file = try PendingFile(path: path, overwrite: false)
        _ = try folder.write([7], "out.bin")
        #expect(throws: MediaError.outputExists(place: path)) { try file.commit() }
        #expect(try folder.contents == ["out.bin"])
        #expect(try Data(contentsOf: URL(filePath: path)) == Data([7]))
    }

    @Test func `two writers of one name do not mix`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.bin")
        let first = try PendingFile(path: path, overwrite: true)
        let second = try PendingFile(path: path, overwrite: true)
        try [1, 1].withUnsafeBytes { try first.write($0) }
        try [2, 2].withUnsafeBytes { try second.write($0) }
        try first.commit()
        try second.commit()
        #expect(try folder.contents == ["out.bin"])
    }

    @Test func `what is no regular file is neither followed nor replaced`() throws {
        let folder = try TemporaryFolder()
        let expected = ", expected a free name or a regular file"
        let target = try folder.write([9], "target")
        try #require(symlink(target, folder.path("link")) == 0)
        try #require(symlink(folder.path("nowhere"), folder.path("dangling")) == 0)
        try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
        try #require(mkdir(folder.path("folder"), 0o700) == 0)
        #expect(line(folder.path("link")) == "…: a symbolic link" + expected)
        #expect(line(folder.path("dangling")) == "…: a symbolic link" + expected)
        #expect(line(folder.path("pipe")) == "…: a pipe" + expected)
        #expect(line(folder.path("folder")) == "…: a folder" + expected)
        #expect(line("/dev/null") == "…: a device" + expected)
        #expect(
            line(folder.path("folder/"))
                == "…: the name of a folder, expected the name of a file")
        #expect(
            line(folder.path("target/a"))
                == "…: Not a directory, expected a folder that takes new files")
        #expect(try Data(contentsOf: URL(filePath: target)) == Data([9]))
    }

    @Test func `missing folders are created and long names work`() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "é", count: 127)
        try write([1], to: folder.path("a/b/\(long)"))
        #expect(FileManager.default.fileExists(atPath: folder.path("a/b/\(long)")))
    }

    @Test func `a full disk is an error of the disk`() throws {
        let folder = try TemporaryFolder()
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        #expect(
            throws: MediaError.inputOutput(
                place: folder.path("a"), call: "write", reason: "No space left on device")
        ) {
            try [1].withUnsafeBytes { try writeAll($0, to: full, place: folder.path("a")) }
        }
    }
}
