import Fixtures
import Formats
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing

@testable import Rendering

/// Frames of blended images instead of mixed networks.
struct CrossFadeTests {
    private static let output = "[{path: \"f/%d.png\", depth: 16}]"

    /// A preset of seven frames, from a to b, unless the parts say otherwise.
    private func workshop(
        _ timeline: String = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}",
        regions: String? = nil, third seed: UInt64? = nil
    ) throws -> Workshop {
        let workshop = try Workshop()
        if let seed {
            try TinyNetwork.write(to: workshop.folder.path("c.safetensors"), seed: seed)
        }
        let third = seed == nil ? "" : ", c: c.safetensors"
        try workshop.preset(
            networks: "{a: a.safetensors, b: b.safetensors\(third)}", timeline: timeline,
            regions: regions, output: Self.output)
        return workshop
    }

    private func frames(_ workshop: Workshop, _ mixing: MixingMethod) async throws -> [Image] {
        try await workshop.render {
            $0.mixing = mixing
            $0.overwrite = true
        }
        return try workshop.frames("f/%d.png")
    }

    /// What `segue apply` makes of the photo with one network, as a file.
    private func apply(_ network: String, in workshop: Workshop) throws -> String {
        let reference = NetworkReference(workshop.folder.path("\(network).safetensors"))
        let result = workshop.folder.path("\(network).png")
        _ = try PictureApplication([WeightedReference(reference: reference, weight: 1)]).run(
            input: workshop.folder.path("photo.png"), output: result, sixteenBits: true)
        return result
    }

    @Test(.enabled(if: FFmpeg.isThere, "needs ffmpeg, which blends"))
    func `frames are what FFmpeg blends of the networks' images`() async throws {
        let workshop = try workshop()
        let found = try await frames(workshop, .crossFade)
        let files = (try apply("a", in: workshop), try apply("b", in: workshop))
        let (a, b) = (try workshop.frames("a.png")[0], try workshop.frames("b.png")[0])
        #expect(found.count == 7)
        for (frame, image) in found.enumerated() {
            let blend = "A*(1-\(frame)/6)+B*\(frame)/6"
            try FFmpeg.make(
                [
                    "-i", files.0, "-i", files.1, "-filter_complex",
                    "[0]format=gbrp16[a];[1]format=gbrp16[b];[a][b]blend=all_expr='\(blend)'",
                    "-frames:v", "1",
                ], to: workshop.folder.path("blend.png"))
            let expected = try workshop.frames("blend.png")[0]
            var compared = 0
            // What the networks make outside 0…1 is clipped only in the end.
            for i in expected.samples.indices
            where min(a.samples[i], b.samples[i]) > 0 && max(a.samples[i], b.samples[i]) < 1 {
                compared += 1
                try #require(abs(image.samples[i] - expected.samples[i]) * 65_535 < 2.01)
            }
            #expect(compared > 1000)
        }
    }

    @Test func `ends are those of the mixed networks bit for bit, what lies between is not`()
        async throws
    {
        let workshop = try workshop()
        let mixed = try await frames(workshop, .networks)
        let faded = try await frames(workshop, .crossFade)
        #expect(mixed[0] == faded[0] && mixed[6] == faded[6])
        for frame in 1..<6 { #expect(mixed[frame] != faded[frame]) }
    }

    @Test func `nothing is clipped before the sum`() async throws {
        let workshop = try workshop()
        let reference = { (name: String) in
            NetworkReference(workshop.folder.path("\(name).safetensors"))
        }
        let photo = try workshop.frames("photo.png")[0]
        let images = try ["a", "b"].map {
            try PictureApplication([WeightedReference(reference: reference($0), weight: 1)])
                .image(of: photo)
        }
        #expect(images.contains { $0.samples.contains { $0 < 0 || $0 > 1 } })
        let faded = try PictureApplication(
            [
                WeightedReference(reference: reference("a"), weight: 0.25),
                WeightedReference(reference: reference("b"), weight: 0.75),
            ], mixing: .crossFade
        ).image(of: photo)
        for i in faded.samples.indices {
            let sum = 0.25 * Double(images[0].samples[i]) + 0.75 * Double(images[1].samples[i])
            try #require(abs(Double(faded.samples[i]) - sum) < 1e-6)
        }
    }

    @Test func `a network without a share is not run`() async throws {
        let workshop = try workshop(
            "{fps: 12, keys: [{at: 0s, mix: a}, {at: 0.25s, mix: {a: 0.5, c: 0.5}}]}", third: 3)
        let plan = try workshop.plan { $0.mixing = .crossFade }
        #expect(plan.inferenceCount == 1 + 3 * 2)
        #expect(try await Renderer(plan).render().inferences == 7)
        let both = try workshop.plan {
            $0.mixing = .sideBySide
            $0.overwrite = true
        }
        #expect(both.inferenceCount == 1 + 3 * 3)
        #expect(try await Renderer(both).render().inferences == 10)
    }

    @Test func `a region has its own share of the same images, each of which is made once`()
        async throws
    {
        let regions = "[{mask: mask.png, keys: [{at: 0s, mix: b}, {at: 0.5s, mix: a}]}]"
        let workshop = try workshop(regions: regions)
        let plane = (0..<48 * 32).map { Float($0 % 48 >= 24 ? 1 : 0) }
        try PNGFile.write(
            Image(width: 48, height: 32, samples: plane + plane + plane),
            to: workshop.folder.path("mask.png"))
        let found = try await frames(workshop, .crossFade)
        let plan = try workshop.plan { $0.mixing = .crossFade }
        #expect(plan.inferenceCount == 7 * 2)
        let left = try await frames(try self.workshop(), .crossFade)
        for (frame, image) in found.enumerated() {
            // The region's path is the main one backwards.
            let expected = image.samples.indices.map {
                $0 % 48 < 24 ? left[frame].samples[$0] : left[6 - frame].samples[$0]
            }
            for (a, b) in zip(image.samples, expected) {
                try #require(abs(a - b) * 65_535 < 1.01)
            }
        }
    }

    @Test func `with a tolerance straight parts are blended from their ends`() async throws {
        let workshop = try Workshop()
        // Networks that clip nothing: between clipped ends a cross-fade is not straight.
        for name in ["a.onnx", "b.onnx"] { try workshop.folder.write(TinyONNX.identity(), name) }
        try workshop.preset(networks: "{a: a.onnx, b: b.onnx}", output: Self.output)
        let exact = try await frames(workshop, .crossFade)
        let report = try await workshop.render {
            $0.mixing = .crossFade
            $0.overwrite = true
            $0.tolerance = 0.1
        }
        // Both ends, and the middle, which is looked at.
        #expect(report.inferences == 1 + 2 + 1)
        for (a, b) in zip(exact, try workshop.frames("f/%d.png")) {
            #expect(largestDifference(a, b) < 0.02)
        }
    }

    @Test func `networks that are unrelated may be blended`() throws {
        let workshop = try workshop()
        try TinyNetwork.write(
            to: workshop.folder.path("b.safetensors"), seed: 2, kinship: 0)
        #expect(throws: RenderError.self) { try workshop.plan().mixingWarnings() }
        #expect(throws: RenderError.self) {
            try workshop.plan { $0.mixing = .sideBySide }.mixingWarnings()
        }
        #expect(try workshop.plan { $0.mixing = .crossFade }.mixingWarnings() == [])
    }
}
