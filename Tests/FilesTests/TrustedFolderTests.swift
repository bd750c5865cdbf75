import Fixtures
import Foundation
import Glibc
import Testing

@testable import Files

/// Whose files are taken over, and that nothing else is followed or written to.
struct TrustedFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func message(_ body: () throws -> Void) -> String? {
        #expect(throws: FileError.self) { try body() }?.description
    }

    @Test func `files of this user are read, and files that are made belong to the folder`() throws
    {
        try folder.write("text".utf8, "a")
        let files = try TrustedFolder(folder.path, .own)
        #expect(try files.read("a").prefix(10) == Array("text".utf8))
        #expect(throws: FileError.self) { try files.read("b") }
        try Array("new".utf8).withUnsafeBytes { bytes in
            let file = try files.newFile("c")
            try file.write(bytes)
            try file.commit()
        }
        #expect(try folder.contents == ["a", "c"])
        #expect(files.names { $0 != "a" } == ["c"])
    }

    @Test func `a link, a pipe and a file of two names are not read`() throws {
        try folder.write("text".utf8, "a")
        try folder.write("text".utf8, "b")
        try #require(symlink("a", folder.path("link")) == 0)
        try #require(link(folder.path("b"), folder.path("twin")) == 0)
        try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
        let files = try TrustedFolder(folder.path, .named)
        let place = folder.path
        let expected = [
            "link": "\(place)/link: a symbolic link, expected a regular file; remove it",
            "twin": "\(place)/twin: a file of 2 names (hard links), expected a file of one name; "
                + "remove it",
            "pipe": "\(place)/pipe: a pipe, expected a regular file; remove it",
        ]
        for (name, text) in expected {
            #expect(message { _ = try files.read(name) } == text)
            #expect(message { _ = try files.readPlan(name) } == text)
            #expect(message { try files.check(name) } == text)
        }
    }

    @Test func `a folder that is a link is followed only where it was named`() throws {
        try folder.makeFolder("real")
        try #require(symlink("real", folder.path("link")) == 0)
        _ = try TrustedFolder(folder.path("link"), .named)
        let path = folder.path("link")
        #expect(
            throws: FileError.missing(
                path: path, found: "a symbolic link",
                expected: "a folder; remove it, or name another with --segments")
        ) { try TrustedFolder(path, .own) }
        #expect(
            throws: FileError.cannotCreate(
                path: path, found: "a symbolic link",
                expected: "a folder; remove it, or name another with --segments")
        ) { try TrustedFolder(creating: path, .own, isPrivate: true) }
        try #require(symlink("nowhere", folder.path("dangling")) == 0)
        #expect(throws: FileError.self) {
            try TrustedFolder(creating: folder.path("dangling"), .own, isPrivate: true)
        }
        #expect(try folder.contents == ["dangling", "link", "real"])
    }

    @Test func `a folder of one's own is private, others are as the umask says`() throws {
        func mode(_ name: String) -> mode_t {
            var status = stat()
            return stat(folder.path(name), &status) == 0 ? status.st_mode & 0o777 : 0
        }
        let mask = umask(0)
        umask(mask)
        _ = try TrustedFolder(creating: folder.path("a/own"), .own, isPrivate: true)
        _ = try TrustedFolder(creating: folder.path("farm"), .named, isPrivate: false)
        #expect(mode("a/own") == 0o700 & ~mask)
        #expect(mode("a") == 0o777 & ~mask)
        #expect(mode("farm") == 0o777 & ~mask)
        // As an earlier render has made it with umask 002.
        try #require(chmod(folder.path("a/own"), 0o775) == 0)
        try folder.write("text".utf8, "a/own/x")
        try #require(chmod(folder.path("a/own/x"), 0o664) == 0)
        let again = try TrustedFolder(creating: folder.path("a/own"), .own, isPrivate: true)
        _ = try again.read("x")
    }

    @Test func `a folder that is moved away stays the folder`() throws {
        try folder.makeFolder("s")
        try folder.makeFolder("t")
        try folder.write("mine".utf8, "s/a")
        try folder.write("theirs".utf8, "t/a")
        let files = try TrustedFolder(folder.path("s"), .own)
        try #require(rename(folder.path("s"), folder.path("away")) == 0)
        try #require(symlink("t", folder.path("s")) == 0)
        #expect(try files.read("a").prefix(10) == Array("mine".utf8))
        try files.newFile("b").commit()
        files.remove("a")
        files.removeIfEmpty()
        #expect(try folder.contents == ["away", "away/b", "s", "t", "t/a"])
        #expect(try folder.read("t/a") == Data("theirs".utf8))
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `another user's files are not read, unless the plan is that user's and was named`() throws
    {
        let otherUser: uid_t = 61_234
        for name in ["plan", "a", "b"] { try folder.write("text".utf8, name) }
        for name in ["plan", "a"] {
            try #require(chown(folder.path(name), otherUser, otherUser) == 0)
        }
        let place = folder.path
        let own = try TrustedFolder(place, .own)
        #expect(
            message { _ = try own.read("a") }
                == "\(place)/a: belongs to uid 61234, expected you or "
                + "the plan's owner; remove it, or let one user render all segments")
        #expect(
            message { _ = try own.readPlan("plan") } == "\(place)/plan: belongs to uid 61234, "
                + "expected you; remove it, or name the folder with --segments to go by that plan")
        #expect(message { try own.check("a") } != nil)
        let named = try TrustedFolder(place, .named)
        #expect(message { _ = try named.read("a") } != nil)
        _ = try named.readPlan("plan")
        _ = try named.read("a")
        _ = try named.read("b")
        // Of a third user.
        try #require(chown(folder.path("a"), 61_235, 0) == 0)
        #expect(message { _ = try named.read("a") } != nil)

        try #require(chown(place, otherUser, otherUser) == 0)
        #expect(
            message { _ = try TrustedFolder(creating: place, .own, isPrivate: true) }
                == "\(place): belongs to uid 61234, expected a folder of yours; remove it, or name "
                + "another with --segments")
        _ = try TrustedFolder(place, .named)
        // Nothing was left by asking whose new files are.
        #expect(try folder.contents == ["a", "b", "plan"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `a user is named`() throws {
        let entry = try #require(getpwnam("nobody"))
        let user = entry.pointee.pw_uid
        try folder.write("text".utf8, "a")
        try #require(chown(folder.path("a"), user, 0) == 0)
        let files = try TrustedFolder(folder.path, .own)
        #expect(message { try files.check("a") }?.contains("'nobody' (uid \(user))") == true)
    }
}
