import Fixtures
import Foundation
import Testing

@testable import Files

struct SharedFolderLockTests {
    @Test func `the last of several users knows that it is the last`() throws {
        let folder = try TemporaryFolder()
        let files = try TrustedFolder(folder.path, .own)
        let shares = try (0..<3).map { _ in try #require(SharedFolderLock(files)) }
        #expect(shares.map { $0.leave() } == [false, false, true])
    }

    @Test func `who comes while the last one tidies up waits, and makes the folder again`()
        async throws
    {
        let parent = try TemporaryFolder()
        let path = parent.path("shared")
        func opened() throws -> TrustedFolder {
            try TrustedFolder(creating: path, .own, isPrivate: true)
        }
        var files: TrustedFolder? = try opened()
        var last: SharedFolderLock? = files.flatMap { SharedFolderLock($0) }
        #expect(last?.leave() == true)
        let coming = try opened()
        let waiting = Task.detached { SharedFolderLock(coming) == nil }
        try await Task.sleep(for: .milliseconds(50))
        files?.removeIfEmpty()
        (last, files) = (nil, nil)
        #expect(await waiting.value)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(SharedFolderLock(try opened()) != nil)
    }
}
