import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Folders of segments that hold other things too.
struct SegmentFolderTests {
    private func filled() async throws -> (Workshop, SegmentFolder) {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif}]")
        try await workshop.render { options in
            options.storage.length = 3
            options.storage.isKept = true
        }
        let path = workshop.folder.path("out.gif.segments")
        return (workshop, try SegmentFolder(path: path, isNamed: false))
    }

    @Test func `a segment is planes of green, blue and red, little-endian`() async throws {
        let (workshop, folder) = try await filled()
        let (name, sidecar) = try #require(try folder.sidecars(of: [0]).first)
        #expect((sidecar.width, sidecar.height, sidecar.keys.count) == (48, 32, 3))
        let bytes = try workshop.folder.read("out.gif.segments/\(name).gbrp16")
        #expect(bytes.count == 3 * 6 * 48 * 32)
        #expect(
            try SHA256.digest(ofFile: folder.files.place(name + ".gbrp16")).description
                == sidecar.sha256)
        try workshop.preset(output: "[{path: \"f/%d.png\", depth: 16}]")
        try await workshop.render()
        let frames = try workshop.frames("f/%d.png")
        for (index, frame) in frames.prefix(3).enumerated() {
            let rgb = try frame.rgb16()
            for (plane, channel) in [1, 2, 0].enumerated() {
                for pixel in 0..<48 * 32 {
                    let at = 2 * ((3 * index + plane) * 48 * 32 + pixel)
                    let level = UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
                    guard level == rgb[3 * pixel + channel] else {
                        Issue.record("picture \(index), plane \(plane), pixel \(pixel)")
                        return
                    }
                }
            }
        }
    }

    @Test func `what is no segment stays, and so does its folder`() async throws {
        let (workshop, folder) = try await filled()
        let own = ["notes.txt", "000000.json", "000000-0123456789ab.json.bak", ".hidden"]
        for name in own { try workshop.folder.write(Data(), "out.gif.segments/\(name)") }
        // Of another machine, where nobody has written to it for two days.
        let dead = try workshop.folder.write(
            Data(), "out.gif.segments/.000004.gbrp16.elsewhere-77-1.part")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -172_800)], ofItemAtPath: dead)
        folder.remove()
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == own.sorted())
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{\"segue\": 1}",
        """
        {"segue":2,"number":0,"width":1,"height":1,"keys":[],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":-1,"width":1,"height":1,"keys":[],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":0,"width":0,"height":1,"keys":[],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":0,"width":1,"height":1,"keys":["xyz"],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":0,"width":1,"height":1,"keys":[],"sha256":"0"}
        """,
        """
        {"segue":1,"number":0,"width":1e30,"height":1,"keys":[],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":0,"width":9223372036854775807,"height":3,"keys":[],"sha256":"\(zeros)"}
        """,
        """
        {"segue":1,"number":0,"width":1,"height":1,"planes":5,"keys":[],"sha256":"\(zeros)"}
        """,
    ])
    func `a sidecar of other bytes is none`(text: String) {
        #expect(SegmentSidecar(Array(text.utf8)) == nil)
    }
}

private let zeros = String(repeating: "0", count: 64)
