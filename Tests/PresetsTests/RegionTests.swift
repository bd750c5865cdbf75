import Imaging
import Testing
import Timelines

@testable import Presets

/// Parts of the picture with paths of their own.
struct RegionTests {
    private func regions(_ text: String, loop: String = "none") throws -> [Timeline] {
        let timeline = """
            {fps: 10, loop: \(loop), ease: ease-in, keys: [{at: 0s, mix: monet}, {at: 2s, mix: vangogh}]}
            """
        let preset = try Preset.parse(make(timeline: timeline, regions: text), file: "f/p.yaml")
        return try preset.paths(along: preset.timeline()).regions.map(\.timeline)
    }

    @Test func `a mask's path is relative to the preset`() throws {
        let preset = try Preset.parse(
            make(regions: "[{mask: m.png, mix: monet}]"), file: "f/p.yaml")
        #expect(preset.regions.map(\.maskFile?.value.resolved) == ["f/m.png"])
        #expect(try Preset.parse(make(), file: "f/p.yaml").regions == [])
    }

    @Test func `a region with a mixture keeps it`() throws {
        let paths = try regions("[{mask: m.png, mix: {monet: 0.25, vangogh: 0.75}}]")
        #expect(paths.count == 1)
        for seconds in [0, 1, 2] as [Int64] {
            let mixture = paths[0].mixture(at: try Time(seconds, 1))
            #expect(mixture.weight(of: "monet") == 0.25)
        }
    }

    @Test func `a region's keys have the timeline's easing and may end sooner`() throws {
        let paths = try regions(
            "[{mask: m.png, keys: [{at: 0s, mix: monet}, {at: 10f, mix: vangogh}]}]")
        let half = paths[0].mixture(at: try Time(1, 2)).weight(of: "vangogh")
        // CSS's ease-in is cubic-bezier(0.42, 0, 1, 1), at 0.5 it is 0.3153….
        #expect(abs(half - 0.31535682) < 1e-6)
        #expect(paths[0].mixture(at: try Time(2, 1)) == Mixture("vangogh"))
    }

    @Test func `shares of a region's times are of the timeline's length`() throws {
        let timeline = "{fps: 10, duration: 4s, keys: [{at: 0s, mix: monet}]}"
        let text = make(
            timeline: timeline,
            regions: "[{mask: m.png, keys: [{at: 50%, mix: monet}, {at: 100%, mix: vangogh}]}]")
        let preset = try Preset.parse(text, file: "p.yaml")
        let path = try preset.paths(along: preset.timeline()).regions[0].timeline
        #expect(path.mixture(at: try Time(3, 1)).weight(of: "vangogh") == 0.5)
    }

    @Test func `a shape's numbers are read in their order`() throws {
        let masks: [(String, MaskShape?)] = [
            ("{linear: [[0, 0.25], [1, -2]]}", MaskShape(.linear, [0, 0.25, 1, -2])),
            ("{radial: [0.5, 0.25, .125]}", MaskShape(.radial, [0.5, 0.25, 0.125])),
            ("{luma: [0.6, 1]}", MaskShape(.luma, [0.6, 1, 0.1])),
            ("{luma: [0, 0.5, 0]}", MaskShape(.luma, [0, 0.5, 0])),
        ]
        for (text, shape) in masks {
            let preset = try Preset.parse(
                make(regions: "[{mask: \(text), mix: monet, feather: 0.02, invert: true}]"),
                file: "p.yaml")
            #expect(preset.regions[0].mask == .shape(try #require(shape)))
            #expect(preset.regions[0].feather == 0.02)
            #expect(preset.regions[0].isInverted)
            #expect(preset.regions[0].maskFile == nil)
        }
    }

    @Test func `opacity and place have keys as mixtures have`() throws {
        let timeline = """
            {fps: 10, ease: ease-in, keys: [{at: 0s, mix: monet}, {at: 2s, mix: vangogh}]}
            """
        let regions = """
            [{mask: m.png, mix: monet, opacity: [{at: 0s, value: 0}, {at: 10f, value: 1}],
              move: [{at: 0s, by: [0, 0], ease: linear, hold: 1s}, {at: 2s, by: [0.5, -1]}]}]
            """
        let text = make(timeline: timeline, regions: regions) + "\nopacity: 0.25"
        let preset = try Preset.parse(text, file: "p.yaml")
        let paths = try preset.paths(along: preset.timeline())
        let opacity = try #require(paths.regions[0].opacity)
        // CSS's ease-in, as above.
        #expect(abs(opacity.numbers(at: try Time(1, 2))[0] - 0.31535682) < 1e-6)
        let move = try #require(paths.regions[0].move)
        #expect(move.numbers(at: try Time(1, 1)) == [0, 0])
        #expect(move.numbers(at: try Time(3, 2)) == [0.25, -0.5])
        #expect(paths.opacity?.numbers(at: try Time(1, 1)) == [0.25])
    }

    @Test func `a region's numbers are fitted as the timeline is`() throws {
        let timeline = """
            {fps: 10, duration: 8s, fit: stretch, keys: [{at: 0s, mix: monet}, {at: 2s, mix: vangogh}]}
            """
        let preset = try Preset.parse(
            make(
                timeline: timeline,
                regions:
                    "[{mask: m.png, mix: monet, opacity: [{at: 0s, value: 0}, {at: 1s, value: 1}]}]"
            ),
            file: "p.yaml")
        let opacity = try preset.paths(along: preset.timeline()).regions[0].opacity
        #expect(opacity?.numbers(at: try Time(2, 1)) == [0.5])
        #expect(opacity?.numbers(at: try Time(5, 1)) == [1])
    }
}
