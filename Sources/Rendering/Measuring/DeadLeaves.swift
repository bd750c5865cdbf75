import Foundation

/// Discs of random sizes, places and colours that cover one another, always the same.
///
/// With radii distributed as r⁻³ such pictures have the edges and the scale-free spectrum of natural
/// ones (Lee, Mumford and Huang, International Journal of Computer Vision 41, 2001).
struct DeadLeaves: Sendable {
    let width: Int
    let height: Int
    /// Red, green and blue planes, 0…1.
    private(set) var samples: [Float]

    private struct Disc {
        let x: Double
        let y: Double
        let radius: Double
        let colour: [Float]
        /// By how much the right edge is brighter than the middle.
        let shading: Float
    }

    /// - Parameters:
    ///   - width: columns, 1 or more.
    ///   - height: rows, 1 or more.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        samples = Array(repeating: 0.5, count: 3 * width * height)
        let (least, most) = (2.0, Double(max(16, min(width, height) / 3)))
        // P(radius < r) = (1 − least² / r²) / range, where the range makes it 1 at the largest.
        let range = 1 - (least / most) * (least / most)
        // The mean of π r².
        let area = 2 * Double.pi * least * least * log(most / least) / range
        let coverage = 5.0
        var random = Numbers()
        for _ in 0..<Int(coverage * Double(width) * Double(height) / area) + 1 {
            let shade = 0.1 + 0.8 * random.next()
            paint(
                Disc(
                    x: random.next() * Double(width), y: random.next() * Double(height),
                    radius: least / (1 - random.next() * range).squareRoot(),
                    colour: (0..<3).map { _ in Float(shade + 0.2 * random.next() - 0.1) },
                    shading: Float(0.3 * random.next() - 0.15)))
        }
    }

    private mutating func paint(_ disc: Disc) {
        let top = Int(max(0, disc.y - disc.radius))
        let bottom = min(height, Int(disc.y + disc.radius) + 1)
        for y in top..<max(top, bottom) {
            let distance = Double(y) - disc.y
            let half = max(0, disc.radius * disc.radius - distance * distance).squareRoot()
            let left = max(0, Int((disc.x - half).rounded(.up)))
            let right = min(width, Int((disc.x + half).rounded(.down)) + 1)
            for channel in 0..<3 {
                let start = (channel * height + y) * width
                for x in left..<max(left, right) {
                    let side = Float((Double(x) - disc.x) / disc.radius)
                    let value = disc.colour[channel] + disc.shading * side
                    samples[start + x] = min(max(value, 0), 1)
                }
            }
        }
    }

    /// Uniform numbers from 0 to 1 (Knuth's MMIX linear congruential generator).
    private struct Numbers {
        private var state: UInt64 = 1

        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
    }
}
