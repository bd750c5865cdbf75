import Foundation
import Testing

@testable import Media

struct FolderShareTests {
    @Test func `the last of several users knows that it is alone`() throws {
        let folder = try TemporaryFolder()
        var first: FolderShare? = FolderShare(folder.url.path)
        let second = FolderShare(folder.url.path)
        #expect(first?.isSole() == false)
        #expect(!second.isSole())
        first = nil
        #expect(second.isSole())
        #expect(FolderShare(folder.path("nowhere")).isSole())
    }
}
