import Foundation
import Graphs
public import Imaging

/// Small images made by a formula, on which networks are measured.
public enum CalibrationPictures {
    /// Gradients of three colours, edges and lines, and noise of a natural image's spectrum; always
    /// the same.
    ///
    /// - Parameter side: of each, pixels; 8 or more.
    /// - Throws: `ImagingError` for a side that no image can have.
    public static func all(side: Int) throws -> [Image] {
        [try gradients(side), try edges(side), try noise(side)]
    }

    /// Red rises across, green down, blue along the diagonal.
    private static func gradients(_ side: Int) throws -> Image {
        try image(side) { channel, x, y in
            [x, y, (x + y) / 2][channel]
        }
    }

    /// A disc, a bar and thin lines on grey.
    private static func edges(_ side: Int) throws -> Image {
        try image(side) { channel, x, y in
            let isDisc = (x - 0.3) * (x - 0.3) + (y - 0.35) * (y - 0.35) < 0.04
            if isDisc { return [0.9, 0.3, 0.1][channel] }
            if x > 0.6, y < 0.6 { return [0.1, 0.25, 0.7][channel] }
            if y > 0.65 { return (x * 16).truncatingRemainder(dividingBy: 2) < 1 ? 0.95 : 0.05 }
            return 0.5
        }
    }

    /// Waves of random directions whose amplitude falls as 1 / frequency, as that of natural images
    /// does (Field, Journal of the Optical Society of America A 4, 1987).
    private static func noise(_ side: Int) throws -> Image {
        var state: UInt64 = 1
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        let waves = (1...24).flatMap {
            octave -> [(u: Double, v: Double, phase: Double, size: Double)] in
            let frequency = pow(Double(side) / 2, Double(octave) / 24)
            return (0..<4).map { _ in
                let angle = 2 * Double.pi * uniform()
                return (
                    frequency * cos(angle), frequency * sin(angle), 2 * Double.pi * uniform(),
                    1 / frequency
                )
            }
        }
        return try image(side) { channel, x, y in
            let sum = waves.reduce(0.0) { sum, wave in
                let turn = 2 * Double.pi * (wave.u * x + wave.v * y)
                return sum + wave.size * sin(turn + wave.phase + 0.4 * Double(channel))
            }
            return min(max(0.45 + 0.12 * sum, 0), 1)
        }
    }

    /// A square image by a function of the channel and of the place, 0 to 1 across and down.
    private static func image(
        _ side: Int, _ value: (_ channel: Int, _ x: Double, _ y: Double) -> Double
    ) throws -> Image {
        var image = try Image(width: side, height: side)
        for index in image.samples.indices {
            let place = index % image.planeCount
            image.samples[index] = Float(
                value(
                    index / image.planeCount, (Double(place % side) + 0.5) / Double(side),
                    (Double(place / side) + 0.5) / Double(side)))
        }
        return image
    }
}
