import Foundation
import Testing

@testable import Media

struct FolderShareTests {
    @Test func `the last of several users knows that it is the last`() throws {
        let folder = try TemporaryFolder()
        let files = try TrustedFolder(folder.url.path, .own)
        let shares = (0..<3).map { _ in FolderShare(files) }
        #expect(shares.map { $0.leave() } == [false, false, true])
    }
}
