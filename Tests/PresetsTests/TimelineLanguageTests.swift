import Testing
import Timelines

@testable import Presets

/// Times, ways and mixtures as presets write them.
struct TimelineLanguageTests {
    private func timeline(_ written: String, networks: String? = nil) throws -> Timeline {
        let text =
            networks.map { make(networks: $0, timeline: written) } ?? make(timeline: written)
        return try Preset.parse(text, file: "p.yaml").timeline()
    }

    @Test func `beats, labels and times after the key before`() throws {
        let timeline = try timeline(
            """
            {fps: 24, bpm: {rate: 120, offset: 0.2s}, keys: [{at: 0b, mix: monet, hold: 1b},
              {at: +4b, label: chorus, mix: vangogh, hold: 0.5s}, {at: chorus+8b, mix: monet},
              {at: +1s, mix: vangogh}]}
            """)
        let times = try [(1, 5), (27, 10), (67, 10), (77, 10)].map { try Time($0.0, $0.1) }
        #expect(timeline.keyframes.map(\.time) == times)
        #expect(timeline.keyframes.map(\.hold)[0] == (try Time(1, 2)))
        #expect(
            try self.timeline("{bpm: 90, duration: 6b, keys: [{at: 0, mix: monet}]}").end
                == Time(seconds: 4))
    }

    @Test func `a region counts from the timeline's labels`() throws {
        let text = make(
            timeline: """
                {fps: 24, duration: 10s, keys: [{at: 1s, mix: monet}, {at: +3s, label: chorus, mix: vangogh}]}
                """,
            regions:
                "[{mask: m.png, keys: [{at: chorus-1s, mix: monet}, {at: own+2s, mix: vangogh}, "
                + "{at: chorus+1s, label: own, mix: vangogh}]}]")
        // Keys are in the order of time.
        #expect(messages(of: text).count == 1)
        let preset = try Preset.parse(
            text.replacing("{at: own+2s, mix: vangogh}, ", with: ""), file: "p.yaml")
        let regions = try preset.paths(along: preset.timeline()).regions.map(\.timeline)
        #expect(regions[0].keyframes.map(\.time) == [Time(seconds: 3), Time(seconds: 5)])
    }

    @Test func `rounded rates are the exact ones, with a note`() throws {
        let preset = try Preset.parse(
            make(
                timeline:
                    "{fps: 29.97, keys: [{at: 0s, mix: monet}, {at: 00:01:00;02, mix: vangogh}]}",
                output: "[{path: a.gif, fps: 23.976}]"), file: "x/p.yaml")
        #expect(
            preset.notices == [
                "x/p.yaml:3:17: frame rate 29.97 is read as 30000/1001",
                "x/p.yaml:4:29: frame rate 23.976 is read as 24000/1001",
            ])
        let timeline = try preset.timeline()
        #expect(timeline.frameRate == (try FrameRate(30_000, 1001)))
        // 00:01:00;02 is frame 1800.
        #expect(timeline.frameCount == 1801)
        #expect(preset.outputs[0].frameRate == (try FrameRate(24_000, 1001)))
        #expect(try Preset.parse(make(), file: "p.yaml").notices == [])
    }

    @Test func `smooth ways are those of keys without an ease`() throws {
        let timeline = try timeline(
            """
            {interpolation: smooth, loop: repeat, keys: [{at: 0s, mix: monet}, {at: 1s, mix: vangogh},
              {at: 2s, mix: {monet: 0.5, vangogh: 0.5}, ease: easeInOut}, {at: 3s, mix: monet}]}
            """)
        #expect(timeline.keyframes.map(\.interpolation) == [.smooth, .smooth, .linear, .smooth])
        // Between two keys at rest: 3x² − 2x³.
        #expect(
            abs(timeline.mixture(at: try Time(1, 4)).weight(of: "vangogh") - 0.15625) < 1e-15)
    }

    @Test func `weights and easings beyond the networks, and sliders over a base`() throws {
        let timeline = try timeline(
            """
            {extrapolate: true, base: plain, keys: [{at: 0s, sliders: {}, ease: ease-out-back},
              {at: 1s, sliders: {night: 0.6, strokes: 0.4}}, {at: 2s, sliders: {night: 1.5}},
              {at: 3s, mix: {night: -0.5, strokes: 1.5}}]}
            """, networks: "{plain: a.pth, night: b.pth, strokes: c.pth}")
        #expect(timeline.extrapolates)
        #expect(timeline.keyframes[0].mixture == Mixture("plain"))
        #expect(timeline.keyframes[1].mixture.weight(of: "plain") == 0)
        #expect(timeline.keyframes[2].mixture.weight(of: "plain") == -0.5)
        #expect(timeline.mixture(at: try Time(3, 2)).weight(of: "strokes") == 0.2)
        #expect(timeline.mixture(at: try Time(3, 4)).weight(of: "plain") < 0)
        let within = try self.timeline(
            "{base: plain, keys: [{at: 0s, sliders: {night: 0.25}}]}",
            networks: "{plain: a.pth, night: b.pth}")
        #expect(within.keyframes[0].mixture.weight(of: "plain") == 0.75)
    }

    @Test func `a beat in an expression counts from the tempo's offset`() throws {
        // 90 beats a minute from 0.5 s on: beat 3 is at 2.5 s.
        let timeline = try timeline(
            """
            {fps: 10, duration: 4s, bpm: {rate: 90, offset: 0.5s},
              weights: {monet: "max(0, beat) / 8", vangogh: rest}}
            """)
        for frame in 0..<40 {
            let beat = (Double(frame) / 10 - 0.5) * 1.5
            let weight = timeline.mixture(ofFrame: frame).weight(of: "monet")
            #expect(abs(weight - max(0, beat) / 8) < 1e-14, "\(frame)")
        }
        #expect(abs(timeline.mixture(ofFrame: 25).weight(of: "monet") - 0.375) < 1e-15)
    }
}
