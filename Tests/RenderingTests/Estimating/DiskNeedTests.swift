import Fixtures
import Foundation
import Inference
import RenderFixtures
import Testing

@testable import Rendering

/// Room on disk: what is needed where, and what there is.
struct DiskNeedTests {
    @Test func `a folder that is not there has the room of the nearest above it`() throws {
        let folder = try TemporaryFolder()
        let own = try #require(DiskSpace(of: folder.path))
        let below = try #require(DiskSpace(of: folder.path("not/yet/there")))
        #expect(below.device == own.device)
        #expect(below.blockBytes == own.blockBytes)
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
        let size = try #require(attributes[.systemSize] as? Int)
        #expect((1...size).contains(own.free))
    }

    @Test func `what cannot be a folder's has no room`() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], "file")
        #expect(DiskSpace(of: folder.path("file/within")) == nil)
    }

    @Test func `paths have the folders above them`() {
        #expect(DiskSpace.parent(of: "a/b") == "a")
        #expect(DiskSpace.parent(of: "/b") == "/")
        #expect(DiskSpace.parent(of: "b") == ".")
        #expect(DiskSpace.parent(of: "/") == nil)
        #expect(DiskSpace.parent(of: ".") == nil)
    }

    @Test func `needs in one folder are added up, and folders of one file system share its room`() {
        var needs: [DiskNeed] = []
        needs.add("a", rendering: 30, kept: 10)
        needs.add("b", rendering: 5, kept: 5)
        needs.add("a", rendering: 2, kept: 1)
        needs.add("c", rendering: 7, kept: 0)
        #expect(needs.map(\.folder) == ["a", "b", "c"])
        #expect(needs[0] == DiskNeed(folder: "a", rendering: 32, kept: 11))
        let shares = DiskShare.shares(of: needs) { folder in
            DiskSpace(device: folder == "b" ? 2 : 1, free: 20)
        }
        #expect(shares.map { $0.needs.map(\.folder) } == [["a", "c"], ["b"]])
        #expect(shares.map(\.rendering) == [39, 5])
        #expect(shares.map(\.missing) == [19, 0])
    }

    @Test func `where the system does not say, nothing is missing, and sums have an end`() {
        var needs = [DiskNeed(folder: "a", rendering: .max, kept: 1)]
        needs.add("a", rendering: 1, kept: .max)
        let shares = DiskShare.shares(of: needs) { _ in nil }
        #expect(shares.map(\.rendering) == [Int.max])
        #expect(shares.map(\.missing) == [0])
    }

    @Test func `a GIF's frames stand beside it, three bytes a pixel`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            output: "[{path: \"one/a.gif\", width: 24}, {path: two/b.mp4}, {path: \"one/%d.png\"}]")
        let plan = try workshop.plan()
        let needs = plan.certainDisk()
        #expect(needs.map(\.folder) == ["one", "two"].map(workshop.folder.path))
        let block = try #require(DiskSpace(of: workshop.folder.path)).blockBytes
        // Seven frames of 24×16, and seven files of 48×32 that take at least a block each.
        #expect(needs[0].rendering == 7 * 24 * 16 * 3 + 7 * block)
        #expect(needs[0].kept == 7 * block)
        #expect(needs[1] == DiskNeed(folder: workshop.folder.path("two"), rendering: 0, kept: 0))
    }

    @Test func `pictures that are replaced need no more room for certain`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: \"%d.png\"}]")
        let needs = try workshop.plan { $0.overwrite = true }.certainDisk()
        #expect(needs.map(\.rendering) == [0])
    }
}
