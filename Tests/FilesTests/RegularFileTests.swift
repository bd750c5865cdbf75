import Fixtures
import Foundation
import Glibc
import Testing

@testable import Files

/// The one way to open a file for reading, and the words of its faults.
struct RegularFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func message(_ name: String, followsLinks: Bool = true, limit: Int = .max) -> String? {
        let path = name.hasPrefix("/") ? name : folder.path(name)
        let error = #expect(throws: FileError.self) {
            try RegularFile(
                path: path, expected: "a preset", followsLinks: followsLinks, sizeLimit: limit)
        }
        return error?.description.replacing("\(folder.path)/", with: "")
    }

    @Test func `what cannot be opened is missing`() throws {
        try folder.write([1], "file")
        #expect(message("none") == "none: no such file, expected a preset")
        #expect(message("file/below") == "file/below: no such file, expected a preset")
        #expect(message("a\0b") == "a\\u{0}b: a NUL in the name, expected a preset")
        try #require(symlink("loop", folder.path("loop")) == 0)
        #expect(message("loop") == "loop: Too many levels of symbolic links, expected a preset")
    }

    @Test func `only a regular file is opened, and nothing is waited for`() throws {
        try folder.makeFolder("folder")
        try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(message("folder") == "folder: a folder, expected a regular file")
        #expect(message("pipe") == "pipe: a pipe, expected a regular file")
        #expect(message("/dev/zero") == "/dev/zero: a device, expected a regular file")
    }

    @Test func `links are followed unless they are refused`() throws {
        try folder.write("text".utf8, "a")
        try #require(symlink("a", folder.path("soft")) == 0)
        let followed = try RegularFile(path: folder.path("soft"), expected: "a file")
        #expect(try followed.read(1..<3) == Array("ex".utf8))
        #expect(
            message("soft", followsLinks: false) == "soft: a symbolic link, expected a regular file"
        )
        try #require(link(folder.path("a"), folder.path("hard")) == 0)
        #expect(
            message("hard", followsLinks: false)
                == "hard: a file of 2 names (hard links), expected a file of one name")
    }

    @Test func `a file above the limit is refused before it is read`() throws {
        try folder.write("text".utf8, "a")
        _ = try RegularFile(path: folder.path("a"), expected: "a file", sizeLimit: 4)
        #expect(message("a", limit: 3) == "a: 4 bytes, expected at most 3")
    }

    @Test func `a file that shrinks while it is read is an error of the disk`() throws {
        let path = try folder.write([UInt8](repeating: 7, count: 100), "a")
        let file = try RegularFile(path: path, expected: "a file")
        try #require(truncate(path, 60) == 0)
        #expect(file.bytes(at: 50, count: 20).count == 10)
        #expect(
            throws: FileError.inputOutput(
                path: path, found: "ended after 60 of 100 bytes while read",
                expected: "a file that stays as it is")
        ) { try file.read(0..<100) }
    }

    @Test func `system calls that fail become errors of their class`() {
        func line(_ number: Int32) -> String {
            FileError.system(number, "write", path: "a\nb", written: 800).description
        }
        #expect(
            line(ENOSPC)
                == #"a\u{a}b: No space left on device after 800 bytes, expected room for the rest"#)
        #expect(
            line(EIO)
                == #"a\u{a}b: write failed: Input/output error, expected a disk that works"#)
        #expect(line(ESTALE).hasSuffix("expected a folder that stays where it is"))
    }
}
