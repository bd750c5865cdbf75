import Fixtures
import Foundation
import Imaging
import Media
import Presets
import RenderFixtures
import Testing
import Timelines
import Weights

@testable import Rendering

/// Layers against networks whose tensors are mixed by hand, parameter by parameter, and read from a file.
struct LayerRenderTests {
    private static let output = "[{path: \"f/%02d.png\", depth: 16}]"

    /// The networks of a workshop as checkpoints.
    private func members(_ workshop: Workshop) throws -> [Checkpoint] {
        try ["a", "b"].map {
            try Checkpoint(safetensorsFile: workshop.folder.path("\($0).safetensors"))
        }
    }

    /// Writes a network in which each parameter has so much of b.
    private func bake(
        _ workshop: Workshop, _ name: String, _ share: (String) -> Float
    ) throws {
        let members = try members(workshop)
        var tensors: [String: Tensor] = [:]
        for name in members[0].names {
            let (a, b) = (
                try #require(members[0].tensors[name]), try #require(members[1].tensors[name])
            )
            let share = share(name)
            tensors[name] = Tensor(
                shape: a.shape,
                values: zip(a.values, b.values).map { (1 - share) * $0 + share * $1 })
        }
        try Checkpoint(
            file: name, names: members[0].names, tensors: tensors, metadata: members[0].metadata
        ).writeSafetensors(to: workshop.folder.path(name))
    }

    /// The frames of a preset with layers, and for each the network that is expected.
    private func expect(
        _ layers: String,
        timeline: String = "{fps: 12, keys: [{at: 0s, mix: a}, {at: 4f, mix: b}]}",
        input: String = "photo.png", change: (inout RenderOptions) -> Void = { _ in },
        _ share: (_ frame: Int, _ parameter: String) -> Float
    ) async throws {
        let workshop = try Workshop()
        try workshop.preset(timeline: timeline, output: Self.output + "\nlayers: \(layers)")
        try await workshop.render(change)
        let frames = try workshop.frames("f/%02d.png")
        #expect(frames.count == 5)
        for (index, frame) in frames.enumerated() {
            try bake(workshop, "baked.safetensors") { share(index, $0) }
            try workshop.preset(
                networks: "{m: baked.safetensors}", timeline: "{fps: 12, keys: [{at: 0s, mix: m}]}",
                output: "[{path: \"g/%02d.png\", depth: 16}]", name: "q.yaml")
            let plan = try RenderPlan(
                Preset.read(file: workshop.folder.path("q.yaml")),
                options: {
                    var options = RenderOptions()
                    options.overwrite = true
                    return options
                }())
            _ = try await Renderer(plan).render()
            let expected = try #require(try workshop.frames("g/%02d.png").first)
            #expect(largestDifference(frame, expected) < 2e-4, "frame \(index)")
        }
    }

    private static let late = "keys: [{at: 0s, mix: b}, {at: 4f, mix: a}]"

    @Test func `by the names of parameters`() async throws {
        try await expect("[{parameters: \"res*\", \(Self.late)}]") { frame, name in
            let share = Float(frame) / 4
            return name.hasPrefix("res") ? 1 - share : share
        }
    }

    @Test func `a weight and its bias may go two ways`() async throws {
        try await expect("[{parameters: [\"*.bias\", \"in4*\"], mix: b}]") { frame, name in
            name.hasSuffix(".bias") || name.hasPrefix("in4") ? 1 : Float(frame) / 4
        }
    }

    /// Eight convolutions: each is an eighth of the depth, its normalisation with it.
    @Test func `by depth`() async throws {
        let deep = ["res1.conv2", "res1.in2", "deconv", "in4", "in5"]
        try await expect("[{depth: 50%-100%, \(Self.late)}]") { frame, name in
            let share = Float(frame) / 4
            return deep.contains(where: name.hasPrefix) ? 1 - share : share
        }
    }

    @Test func `of two layers that have a parameter the later one counts`() async throws {
        try await expect("[{depth: 0%-100%, mix: a}, {depth: 0%-13%, mix: {a: 0.5, b: 0.5}}]") {
            _, name in
            name.hasPrefix("conv1.") || name.hasPrefix("in1.") ? 0.5 : 0
        }
    }

    @Test func `on one thread and on two`() async throws {
        let layers = "[{parameters: \"deconv*\", \(Self.late)}]"
        for threads in [1, 2] {
            try await expect(layers, change: { $0.resources.threads = threads }) { frame, name in
                let share = Float(frame) / 4
                return name.hasPrefix("deconv") ? 1 - share : share
            }
        }
    }

    @Test func `a tolerance and a region keep what they are`() async throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, keys: [{at: 0s, mix: a}, {at: 8f, mix: b}]}",
            regions: "[{mask: {linear: [[0, 0], [1, 0]]}, mix: b}]",
            output: Self.output + "\nlayers: [{depth: 50%-100%, mix: a}]")
        let plan = try workshop.plan()
        let mixtures = plan.mixtures(ofFrame: 4)
        #expect(mixtures.main == [0.5, 0.5, 1, 0])
        // A region is one network throughout.
        #expect(mixtures.regions == [[0, 1, 0, 1]])
        try await workshop.render { $0.tolerance = 2 }
        let near = try workshop.frames("f/%02d.png")
        try await workshop.render { $0.overwrite = true }
        for (blended, exact) in zip(near, try workshop.frames("f/%02d.png")) {
            #expect(largestDifference(blended, exact) < 3.0 / 255)
        }
    }

    @Test func `layers that all have the timeline's mixture change no byte`() async throws {
        let workshop = try Workshop()
        try workshop.preset(output: Self.output)
        try await workshop.render()
        let plain = try workshop.frames("f/%02d.png")
        try workshop.preset(
            output: Self.output
                + "\nlayers: [{depth: 30%-60%, keys: [{at: 0s, mix: a}, {at: 0.5s, mix: b}]}]")
        try await workshop.render { $0.overwrite = true }
        #expect(try workshop.frames("f/%02d.png") == plain)
    }

    @Test(arguments: [
        ("[{depth: 1%-2%, mix: a}]", "holds the middle of none of the 8 layers"),
        ("[{parameters: res9*, mix: a}]", "no parameter like 'res9*'"),
    ])
    func `a layer without parameters is a mistake at its place`(
        layers: String, message: String
    ) throws {
        let workshop = try Workshop()
        try workshop.preset(output: Self.output + "\nlayers: \(layers)")
        let error = #expect(throws: PresetProblems.self) { try workshop.plan() }
        #expect("\(try #require(error))".contains(message))
    }

    @Test func `every layer and pattern without parameters is reported at its place`() throws {
        let workshop = try Workshop()
        try workshop.preset(
            output: Self.output
                + "\nlayers: [{parameters: [\"*\", \"nope\"], mix: a}, {depth: 1%-2%, mix: a}, "
                + "{parameters: \"[x\", mix: a}]")
        let error = #expect(throws: PresetProblems.self) { try workshop.plan() }
        let problems = try #require(error).problems.map { "\($0.column): \($0.message.prefix(24))" }
        #expect(
            problems == [
                "29: no parameter like 'nope'", "55: depth 1%-2% holds the mi",
                "84: no parameter like '[x', ",
            ])
    }

    /// Five frames, or six where the last is not the first again.
    @Test(arguments: [
        ("layers: [{depth: 0%-50%, keys: [{at: 0s, mix: a}, {at: 5f, mix: b}]}]", 6),
        (
            "layers: [{depth: 0%-50%, keys: [{at: 0s, mix: b}, {at: 2f, mix: a}, {at: 5f, mix: b}]}]",
            5
        ),
        (
            "regions: [{mask: {linear: [[0, 0], [1, 0]]}, keys: [{at: 0s, mix: a}, {at: 5f, mix: b}]}]",
            6
        ),
        ("regions: [{mask: {linear: [[0, 0], [1, 0]]}, mix: b}]", 5),
        (
            "regions: [{mask: {linear: [[0, 0], [1, 0]]}, mix: b, opacity: [{at: 0s, value: 0}, "
                + "{at: 5f, value: 1}]}]", 6
        ),
        (
            "regions: [{mask: {linear: [[0, 0], [1, 0]]}, mix: b, move: [{at: 0s, by: [0, 0]}, "
                + "{at: 5f, by: [0.5, 0]}]}]", 6
        ),
        ("opacity: [{at: 0s, value: 1}, {at: 5f, value: 0}]", 6),
        ("opacity: [{at: 0s, value: 1}, {at: 2f, value: 0}, {at: 5f, value: 1}]", 5),
    ])
    func `a repetition leaves its last frame out only where all of it is the first`(
        beside: String, count: Int
    ) throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 12, loop: repeat, keys: [{at: 0s, mix: a}, {at: 5f, mix: a}]}",
            output: Self.output + "\n" + beside)
        let plan = try workshop.plan()
        #expect(plan.frames.count == count)
        if count == 6 {
            #expect(plan.mixtures(ofFrame: 5) != plan.mixtures(ofFrame: 0))
        }
    }

    @Test func `images have no layers`() throws {
        let workshop = try Workshop()
        try workshop.preset(output: Self.output + "\nlayers: [{depth: 0%-50%, mix: a}]")
        for mixing in [MixingMethod.crossFade, .sideBySide] {
            #expect(throws: RenderError.self) { try workshop.plan { $0.mixing = mixing } }
        }
    }
}
