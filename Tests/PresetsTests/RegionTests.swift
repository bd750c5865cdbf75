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
        return try preset.regionTimelines(along: preset.timeline())
    }

    @Test func `a mask's path is relative to the preset`() throws {
        let preset = try Preset.parse(
            make(regions: "[{mask: m.png, mix: monet}]"), file: "f/p.yaml")
        #expect(preset.regions.map(\.mask.value.resolved) == ["f/m.png"])
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
        let path = try preset.regionTimelines(along: preset.timeline())[0]
        #expect(path.mixture(at: try Time(3, 1)).weight(of: "vangogh") == 0.5)
    }
}
