import Bundles
import Files
import Fixtures
import Foundation
import Imaging
import Media
import RenderFixtures
import Rendering
import Testing
import Timelines

/// Folders for editors.
struct OutputBundleTests {
    /// The Python with OpenTimelineIO that Scripts/otio installs; nil where SEGUE_OTIO does not name it.
    private static let python = ProcessInfo.processInfo.environment["SEGUE_OTIO"].map {
        Program(path: $0)
    }

    private func workshop(fps: String = "12", output: String) throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(
            timeline:
                "{fps: \(fps), keys: [{at: 0f, mix: a}, {at: 5f, mix: {a: 0.25, b: 0.75}}, {at: 8f, mix: b}]}",
            regions: nil, output: output)
        return workshop
    }

    private func bundle(
        _ workshop: Workshop, _ change: (inout RenderOptions) -> Void = { _ in }
    ) async throws -> (folder: String, notices: [String]) {
        let plan = try workshop.plan(change)
        _ = try await Renderer(plan).render()
        let bundle = try OutputBundle(plan)
        try bundle.check()
        return (bundle.folder, try bundle.write())
    }

    @Test func `it has the outputs, documents, the weights and pictures`() async throws {
        let workshop = try workshop(
            output: "[{path: film.mp4}, {path: \"f/shot.%03d.png\", start: 1001}]")
        let (folder, notices) = try await bundle(workshop)
        #expect(folder == workshop.folder.path("film.mp4.bundle"))
        #expect(notices == [])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(
            names == [
                "film.csv", "film.edl", "film.fcpxml", "film.mp4", "film.otio", "film.poster.png",
                "film.sheet.png", "film.xml", "shot",
            ])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/shot").count == 9)
        // Second names, which take no space.
        for (name, original) in [
            ("film.mp4", "film.mp4"), ("shot/shot.1004.png", "f/shot.1004.png"),
        ] {
            let attributes = try [folder + "/" + name, workshop.folder.path(original)].map {
                try FileManager.default.attributesOfItem(atPath: $0)[.systemFileNumber] as? Int
            }
            #expect(attributes[0] == attributes[1])
        }
        let poster = try MediaInput.open(path: folder + "/film.poster.png")
        #expect((poster.width, poster.height) == (48, 32))
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs ffmpeg to make a film"))
    func `a film with sound has its channels in the documents`() async throws {
        let workshop = try Workshop()
        try FFmpeg.make(
            [
                "-f", "lavfi", "-i", "color=size=48x32:rate=12:duration=1", "-f", "lavfi", "-i",
                "sine=d=1:sample_rate=44100", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-ac", "2",
            ], to: workshop.folder.path("in.mp4"))
        try workshop.preset(input: "in.mp4", output: "[{path: film.mp4}]")
        let (folder, _) = try await bundle(workshop)
        let xml = try String(contentsOfFile: folder + "/film.xml", encoding: .utf8)
        #expect(xml.contains("<samplerate>44100</samplerate>"))
        #expect(xml.contains("<channelcount>2</channelcount>"))
        let fcpxml = try String(contentsOfFile: folder + "/film.fcpxml", encoding: .utf8)
        #expect(fcpxml.contains("audioChannels=\"2\" audioRate=\"44100\""))
    }

    @Test func `the weights are those of every frame`() async throws {
        let workshop = try workshop(fps: "30000/1001", output: "[{path: out.gif}]")
        let (folder, _) = try await bundle(workshop)
        let text = try String(contentsOfFile: folder + "/out.csv", encoding: .utf8)
        let lines = text.split(separator: "\r\n").map { $0.split(separator: ",") }
        #expect(lines.count == 10)
        #expect(lines[0] == ["frame", "seconds", "timecode", "a", "b"])
        // Half of the way from the first key to the second at 2.5 of 5 frames; the third is at 8.
        #expect(lines[3][2] == "01:00:00;02")
        let weights = lines[3].dropFirst(3).compactMap { Double($0) }
        #expect(weights.count == 2)
        for (weight, expected) in zip(weights, [0.7, 0.3]) {
            #expect(abs(weight - expected) < 1e-12)
        }
        #expect(lines[9].dropFirst(3) == ["0.0", "1.0"])
        let seconds = try #require(Double(lines[9][1]))
        let expected: Double = 8 * 1001 / 30000
        #expect(abs(seconds - expected) < 1e-9)
    }

    /// A document as OpenTimelineIO reads it.
    private struct Document: Decodable {
        let name: String
        var events: [[Int]]?
        var references: [[JSONValue]]?
        /// References to files that are not there.
        var missing: [String]?
        var markers: [[JSONValue]]?
        var frames: Int?
        var rate: Double?
        var tracks: [String]?
        var start: Int?
    }

    @Test(
        .enabled(if: python != nil, "needs OpenTimelineIO: SEGUE_OTIO=$(Scripts/otio FOLDER)"),
        arguments: [
            ("24000/1001", 86_400), ("30000/1001", 107_892), ("60000/1001", 215_784),
            ("25", 90_000),
        ])
    func `editing programs' readers find the media and the markers`(
        rate: String, hour: Int
    ) async throws {
        let workshop = try workshop(
            fps: rate, output: "[{path: \"a film.mp4\"}, {path: \"f/%04d.png\"}]")
        let (folder, _) = try await bundle(workshop)
        let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/documents.py"
        let exact = try FrameRate.parse(rate).framesPerSecond
        let result = try #require(Self.python).run([script, folder, "\(exact)"])
        try #require(result.code == 0, "\(result.errors)")
        let documents = try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Document.self, from: Data($0.utf8))
        }
        #expect(documents.map(\.name) == [".edl", ".fcpxml", ".otio", ".xml"])
        for document in documents {
            if document.name == ".edl" {
                let events = [0, 5, 8].map { [hour + $0, 1] }
                #expect(document.events == events)
                continue
            }
            #expect(document.frames == 9)
            #expect(document.name == ".fcpxml" || document.start == hour)
            let markers = try #require(document.markers)
            let frames: [JSONValue] = [.number(0), .number(5), .number(8)]
            let names: [JSONValue] = [.string("a"), .string("a 25% + b 75%"), .string("b")]
            #expect(markers.map { $0[0] } == frames)
            #expect(markers.map { $0[1] } == names)
            let references = try #require(document.references)
            #expect(document.missing == [])
            #expect(references.count == (document.name == ".otio" ? 2 : 1))
            // That of FCPXML knows only whole rates.
            let known = document.name == ".fcpxml" ? exact.rounded(.down) : exact
            #expect(abs((document.rate ?? 0) - known) < 1e-6)
        }
    }
}
