import Files
import Fixtures
import Foundation
import Media
import RenderFixtures
import Rendering
import Testing

@testable import Segments

/// Folders of segments that somebody else has prepared.
struct SegmentTrustTests {
    private let keeping: @Sendable (inout RenderOptions) -> Void = { options in
        options.storage.isKept = true
        options.storage.length = 3
    }

    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.preset(output: "[{path: out.gif}]")
        return workshop
    }

    /// The message of a render that is refused.
    private func refusal(
        _ workshop: Workshop, _ change: @escaping @Sendable (inout RenderOptions) -> Void
    ) async -> String? {
        let error = await #expect(throws: (any Error).self) { try await workshop.render(change) }
        return error.map { Failure($0).messages[0] }
    }

    private func mode(_ workshop: Workshop, _ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(
            atPath: workshop.folder.path(name))
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func give(_ workshop: Workshop, _ name: String, to user: uid_t) throws {
        try #require(chown(workshop.folder.path(name), user, user) == 0)
    }

    private func segments(_ workshop: Workshop, in folder: String) throws -> [String] {
        try workshop.folder.contents.filter { $0.hasPrefix("\(folder)/0") }
    }

    @Test func `a render's own folder is private, a named one and a farm's need not be`()
        async throws
    {
        let workshop = try workshop()
        let mask = Int(umask(0))
        umask(mode_t(mask))
        try await workshop.render(keeping)
        #expect(try mode(workshop, "out.gif.segments") == 0o700 & ~mask)
        try await workshop.render { options in
            keeping(&options)
            options.overwrite = true
            options.storage.folder = workshop.folder.path("named")
        }
        #expect(try mode(workshop, "named") == 0o777 & ~mask)
        try workshop.folder.remove("out.gif.segments")
        _ = try SegmentJob.freeze(workshop.plan(keeping))
        #expect(try mode(workshop, "out.gif.segments") == 0o777 & ~mask)
    }

    @Test(arguments: [true, false])
    func `segments that are a link are not followed, by render or farm`(isFarm: Bool) async throws {
        let workshop = try workshop()
        try workshop.folder.makeFolder("elsewhere")
        try #require(symlink("elsewhere", workshop.folder.path("out.gif.segments")) == 0)
        let place = workshop.folder.path("out.gif.segments")
        let expected = FileError.cannotCreate(
            path: place, found: "a symbolic link",
            expected: "a folder; remove it, or name another with --segments")
        if isFarm {
            #expect(throws: expected) { try SegmentJob.freeze(workshop.plan(keeping)) }
        } else {
            await #expect(throws: expected) { try await workshop.render(keeping) }
        }
        #expect(!(try workshop.folder.contents.contains { $0.hasPrefix("elsewhere/") }))
        #expect(!(try workshop.folder.contents.contains("out.gif")))
        // Whoever names the link has looked where it leads.
        try await workshop.render { options in
            keeping(&options)
            options.storage.folder = place
        }
        #expect(try workshop.folder.contents.contains("elsewhere/plan.json"))
    }

    @Test(arguments: [
        "{\"name\": \"plan of another program\"}", "not JSON", "[]", "{\"segue\": 1}",
        "{\"segue\": \"1\", \"hash\": \"\"}",
    ])
    func `another program's plan stays, whoever asks`(text: String) async throws {
        let workshop = try workshop()
        try workshop.folder.makeFolder("out.gif.segments")
        try workshop.folder.write(text.utf8, "out.gif.segments/plan.json")
        let place = workshop.folder.path("out.gif.segments/plan.json")
        let expected =
            "\(place): not a plan of this program, expected a folder of segments; move it, "
            + "or name another folder with --segments"
        #expect(await refusal(workshop, keeping) == expected)
        let frozen = #expect(throws: FileError.self) {
            try SegmentJob.freeze(workshop.plan(keeping))
        }
        #expect(frozen.map { Failure($0).kind } == .cannotCreate)
        #expect(frozen?.description == expected)
        #expect(try workshop.folder.read("out.gif.segments/plan.json") == Data(text.utf8))
        #expect(!(try workshop.folder.contents.contains("out.gif")))
    }

    @Test(arguments: ["symlink", "hard link"])
    func `a plan, a sidecar or pictures that are a link are neither read nor written`(
        kind: String
    ) async throws {
        for ending in ["plan.json", "json", "gbrp16"] {
            let workshop = try workshop()
            try await workshop.render(keeping)
            try workshop.folder.remove("out.gif")
            let name = try #require(
                workshop.folder.contents.first {
                    $0.hasSuffix(ending) && ($0.contains("/0") || ending == "plan.json")
                })
            try #require(
                rename(workshop.folder.path(name), workshop.folder.path("precious")) == 0)
            let before = try workshop.folder.read("precious")
            let place = workshop.folder.path(name)
            if kind == "symlink" {
                try #require(symlink(workshop.folder.path("precious"), place) == 0)
            } else {
                try #require(link(workshop.folder.path("precious"), place) == 0)
            }
            let found = kind == "symlink" ? "a symbolic link" : "a file of 2 names (hard links)"
            let message = await refusal(workshop, keeping)
            #expect(
                message?.hasPrefix("\(place): \(found), expected a ") == true, "\(message ?? "")")
            #expect(try workshop.folder.read("precious") == before)
        }
    }

    @Test func `a folder that is swapped while it renders stays the folder`() async throws {
        let workshop = try workshop()
        let (place, away) = (
            workshop.folder.path("out.gif.segments"), workshop.folder.path("away")
        )
        try workshop.folder.makeFolder("trap")
        let plan = try workshop.plan { options in
            keeping(&options)
            options.storage.length = 1
        }
        _ = try await ResumableRenderer(plan).render(progress: { progress in
            guard progress.frames == 2 else { return }
            _ = rename(place, away)
            _ = symlink("trap", place)
        })
        #expect(!(try workshop.folder.contents.contains { $0.hasPrefix("trap/") }))
        #expect(try segments(workshop, in: "away").count == 14)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `another user's folder, plan, sidecar and pictures are not taken over`() async throws {
        let workshop = try workshop()
        try await workshop.render(keeping)
        try workshop.folder.remove("out.gif")
        let files = try segments(workshop, in: "out.gif.segments")
        let sidecar = try #require(files.first { $0.hasSuffix("json") })
        let pictures = try #require(files.first { $0.hasSuffix("gbrp16") })
        for name in ["out.gif.segments", "out.gif.segments/plan.json", sidecar, pictures] {
            try give(workshop, name, to: 61_234)
            let message = await refusal(workshop, keeping)
            #expect(
                message?.hasPrefix(
                    "\(workshop.folder.path(name)): belongs to uid 61234, expected ") == true,
                "\(message ?? "")")
            try give(workshop, name, to: 0)
        }
        #expect(try await workshop.render(keeping).inferences == 0)
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give files to another user"))
    func `in a named folder the plan's owner is trusted too, and nobody else`() async throws {
        let workshop = try workshop()
        try await workshop.render(keeping)
        try workshop.folder.remove("out.gif")
        let folder = workshop.folder.path("out.gif.segments")
        let files = try segments(workshop, in: "out.gif.segments")
        for name in ["out.gif.segments", "out.gif.segments/plan.json"] + files {
            try give(workshop, name, to: 61_234)
        }
        let job = try SegmentJob(folder: folder)
        #expect(try job.statuses(isVerifying: true).allSatisfy(\.isComplete))
        try give(workshop, files[0], to: 61_235)
        let error = #expect(throws: FileError.self) { try job.statuses() }
        #expect(error.map { Failure($0).kind } == .badData)
        #expect(
            error?.description
                == "\(workshop.folder.path(files[0])): belongs to uid 61235, expected "
                + "you or the plan's owner; remove it, or let one user render all segments")
        // One's own are taken over in anybody's folder.
        try give(workshop, files[0], to: 0)
        #expect(try await job.stitch()?.restoredFrames == 7)
    }
}
