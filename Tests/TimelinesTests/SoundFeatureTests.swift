import Foundation
import Testing

@testable import Timelines

/// Against NumPy 2 (`rfft` of float64) on a sound of 8000 samples a second: 440 Hz at 0.5, and from half a
/// second on 440 Hz at 0.25 and 1500 Hz at 0.5.
@Suite struct SoundFeatureTests {
    private static let sound: [Float] = (0..<8000).map { index in
        let t = Double(index) / 8000
        let low = sin(2 * .pi * 440 * t)
        return Float(index < 4000 ? 0.5 * low : 0.25 * low + 0.5 * sin(2 * .pi * 1500 * t))
    }

    /// The value's number, RMS, the band from 1000 to 2000 Hz, the flux.
    private static let values: [(Int, Double, Double, Double)] = [
        (0, 0.2500001877742342, 0.006900245293235013, 0),
        (1, 0.3139713461736028, 0.005366794384551331, 0.06738070675879812),
        (10, 0.3535536561461424, 2.879208093761171e-06, 1.8340834484566527e-06),
        (25, 0.3535536561461424, 2.8792080937574926e-06, 1.83408344851027e-06),
        (48, 0.35534613899977596, 0.03520259303565021, 0.1446706202131879),
        (50, 0.3750002043082328, 0.24927319161079023, 0.1965400981007948),
        (52, 0.39367366430486517, 0.35169823517212145, 0.021369827199847022),
        (75, 0.3952848576509451, 0.3535533912118004, 9.739304737138747e-07),
        (99, 0.35102043104881625, 0.32680357045211794, 0.22851719756454475),
        (100, 0.2795086033453424, 0.24884706981443913, 0.10730560189891158),
    ]

    private static func values(
        _ feature: SoundFeature, _ sound: [Float], block: Int = 1000
    ) -> [Double] {
        var analysis = SoundAnalysis(feature, sampleRate: 8000)
        for start in stride(from: 0, to: sound.count, by: block) {
            analysis.append(Array(sound[start..<min(start + block, sound.count)]))
        }
        analysis.finish()
        return analysis.values
    }

    @Test func `features are those of NumPy`() {
        let rms = Self.values(.rms, Self.sound)
        let band = Self.values(.band(1000...2000), Self.sound)
        let flux = Self.values(.onset, Self.sound)
        #expect(rms.count == 101 && band.count == 101 && flux.count == 101)
        for (index, expectedRMS, expectedBand, expectedFlux) in Self.values {
            #expect(abs(rms[index] - expectedRMS) < 1e-7, "\(index)")
            #expect(abs(band[index] - expectedBand) < 1e-7, "\(index)")
            #expect(abs(flux[index] - expectedFlux) < 1e-7, "\(index)")
        }
    }

    @Test func `a steady sine has its root mean square, in its band and in no other`() {
        let band = Self.values(.band(300...600), Self.sound)
        // a/√2; the window's own lobes beyond the band are small.
        #expect(abs(band[25] - 0.5 / 2.0.squareRoot()) < 1e-4)
        #expect(Self.values(.band(3000...3500), Self.sound)[25] < 1e-4)
        #expect(Self.values(.band(441...442), Self.sound)[25] > 0.1)
        #expect(Self.values(.band(90_000...95_000), Self.sound)[25] < 1e-4)
    }

    @Test func `values do not depend on how samples come in`() {
        for feature in [SoundFeature.rms, .onset, .band(100...900)] {
            let whole = Self.values(feature, Self.sound, block: 8000)
            for block in [1, 7, 511, 4096] {
                #expect(Self.values(feature, Self.sound, block: block) == whole)
            }
        }
    }

    @Test func `silence, nothing, and what is no number are silent`() {
        #expect(Self.values(.rms, []) == [0])
        #expect(Self.values(.onset, Array(repeating: 0, count: 801)).allSatisfy { $0 == 0 })
        #expect(Self.values(.rms, [.nan, .infinity, 0]).allSatisfy { $0 == 0 })
        var odd = SoundAnalysis(.onset, sampleRate: 1)
        odd.append([1, 2, 3])
        odd.finish()
        #expect(odd.values.allSatisfy { $0.isFinite })
    }

    @Test func `the onset is where a tone begins`() {
        let flux = Self.values(.onset, Self.sound)
        let loudest = flux[10..<90].enumerated().max { $0.element < $1.element }
        #expect(abs((loudest?.offset ?? 0) + 10 - 50) <= 2)
    }

    @Test func `weights are smoothed, scaled and brought to their range`() throws {
        let samples = SoundFeature.samples(
            [0, 0, 4, 0, 0, 2], smoothing: try Time(2, 100), range: [0.25, 0.75],
            network: "a", rest: "b")
        // Means of three, of two at the ends: 0, 4/3, 4/3, 4/3, 2/3, 1; the largest is 4/3.
        let expected = [0.25, 0.75, 0.75, 0.75, 0.5, 0.625]
        for (mixture, weight) in zip(samples.mixtures, expected) {
            #expect(abs(mixture.weight(of: "a") - weight) < 1e-15)
            #expect(abs(mixture.weight(of: "b") - (1 - weight)) < 1e-15)
        }
        let times = try (0..<6).map { try Time($0, 100) }
        #expect(samples.times == times)
        let silent = SoundFeature.samples(
            [0, 0], smoothing: .zero, range: [0, 1], network: "a", rest: "b")
        #expect(silent.mixtures == [Mixture("b"), Mixture("b")])
        let turned = SoundFeature.samples(
            [1, 0], smoothing: .zero, range: [1, 0], network: "a", rest: "b")
        #expect(turned.mixtures == [Mixture("b"), Mixture("a")])
    }
}

@Suite struct WeightSamplesTests {
    @Test func `samples are read back as they were`() throws {
        var samples = WeightSamples(of: ["b", "a", "c"])
        for index in 0..<100 {
            let first = Double(index) / 99
            let mixture = try Mixture(sampled: ["b", "a", "c"], [first / 3, first / 7, nil])
            samples.append(mixture, at: try Time(Int64(index) * 1001, 24000))
        }
        let bytes = try JSONEncoder().encode(samples)
        let read = try JSONDecoder().decode(WeightSamples.self, from: bytes)
        #expect(read == samples)
        let second = try Time(1001, 24000)
        #expect(read.cut(after: second).times.count == 2)
    }

    @Test(arguments: [
        #"{"networks":["a"],"times":[0],"weights":[1]}"#,
        #"{"networks":["a"],"times":[0,0],"weights":[1]}"#,
        #"{"networks":["a"],"times":[0,1,0,1],"weights":[1,1]}"#,
        #"{"networks":["a"],"times":[-1,1],"weights":[1]}"#,
        #"{"networks":["a"],"times":[0,1],"weights":[]}"#,
        #"{"networks":["a"],"times":[0,1],"weights":[2]}"#,
        #"{"networks":["a","b"],"times":[0,1],"weights":[0.5,0.25]}"#,
    ])
    func `what is no path is refused`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WeightSamples.self, from: Data(text.utf8))
        }
    }

    @Test func `seconds of other programs are read`() throws {
        let rounded = try Time(41_666_667, 1_000_000_000)
        let (half, thousandth) = (try Time(3, 2), try Time(1, 1000))
        #expect(Time(decimalSeconds: "1.5") == half)
        #expect(Time(decimalSeconds: "0.041666666666666664") == rounded)
        #expect(Time(decimalSeconds: "1e-3") == thousandth)
        for text in ["", "-1", "nan", "inf", "0x10", "1e9", "1e300", "1 s", "٣"] {
            #expect(Time(decimalSeconds: text) == nil, "\(text)")
        }
    }
}
