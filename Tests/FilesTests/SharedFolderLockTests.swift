import Fixtures
import Foundation
import Testing

@testable import Files

struct SharedFolderLockTests {
    @Test func `the last of several users knows that it is the last`() throws {
        let folder = try TemporaryFolder()
        let files = try TrustedFolder(folder.path, .own)
        let shares = (0..<3).map { _ in SharedFolderLock(files) }
        #expect(shares.map { $0.leave() } == [false, false, true])
    }
}
