import Fixtures
import Foundation
import Glibc
import Testing

@testable import Files

struct AtomicFileTests {
    private func write(_ bytes: [UInt8], to path: String, overwrite: Bool = false) throws {
        let file = try AtomicFile(path: path, existing: overwrite ? .replace : .refuse)
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
        let file = try AtomicFile(path: path, existing: .refuse)
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
        let file = try AtomicFile(path: path, existing: .refuse)
        _ = try folder.write([7], "out.bin")
        #expect(throws: FileError.exists(path: path)) { try file.commit() }
        #expect(try folder.contents == ["out.bin"])
        #expect(try Data(contentsOf: URL(filePath: path)) == Data([7]))
    }

    @Test func `two writers of one name do not mix`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.bin")
        let first = try AtomicFile(path: path, existing: .replace)
        let second = try AtomicFile(path: path, existing: .replace)
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
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let error = #expect(throws: FileError.self) {
            try [1].withUnsafeBytes {
                try writeAll($0, to: full, at: 0, place: "a", written: 1_200_000)
            }
        }
        #expect(
            error?.description
                == "a: No space left on device after 2 MB, expected room for the rest")
    }

    @Test func `what is withdrawn is gone at once and cannot be committed`() throws {
        let folder = try TemporaryFolder()
        let file = try AtomicFile(path: folder.path("out.bin"), existing: .refuse)
        try [1].withUnsafeBytes { try file.write($0) }
        file.withdraw()
        #expect(try folder.contents == [])
        try [1].withUnsafeBytes { try file.write($0) }
        #expect(throws: CancellationError.self) { try file.commit() }
        let other = try AtomicFile(path: folder.path("out.bin"), existing: .refuse)
        try other.commit()
        other.withdraw()
        #expect(try folder.contents == ["out.bin"])
    }

    @Test func `an equal file is accepted where that is wanted, any other refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("out.bin")
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        func write(_ bytes: [UInt8]) throws {
            let file = try AtomicFile(path: path, existing: .acceptEqual)
            try bytes.withUnsafeBytes { try file.write($0) }
            try file.commit()
        }
        try write(bytes)
        try write(bytes)
        for place in [0, 65_535, 65_536, 199_999] {
            var other = bytes
            other[place] ^= 1
            #expect(throws: FileError.exists(path: path)) { try write(other) }
        }
        #expect(throws: FileError.exists(path: path)) { try write(bytes + [0]) }
        #expect(throws: FileError.exists(path: path)) { try write(bytes.dropLast()) }
        #expect(try folder.read("out.bin") == Data(bytes))
        #expect(try folder.contents == ["out.bin"])
    }

    @Test func `bytes go where they belong`() throws {
        let folder = try TemporaryFolder()
        let file = try AtomicFile(path: folder.path("out.bin"), existing: .refuse)
        try ([1, 2, 3, 4] as [UInt8]).withUnsafeBytes { try file.write($0) }
        try ([9] as [UInt8]).withUnsafeBytes { try file.write($0, at: 1) }
        try ([5] as [UInt8]).withUnsafeBytes { try file.write($0) }
        #expect(file.size == 5)
        var read = [UInt8](repeating: 0, count: 8)
        #expect(try read.withUnsafeMutableBytes { try file.read(into: $0, at: 1) } == 4)
        #expect(read.prefix(4) == [9, 3, 4, 5])
        try file.commit()
        #expect(try folder.read("out.bin") == Data([1, 9, 3, 4, 5]))
    }
}
