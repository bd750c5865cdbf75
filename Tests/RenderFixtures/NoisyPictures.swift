import Fixtures
import Foundation
public import Imaging

extension Image {
    /// Normal numbers of mean 0 and deviation 1, each the sum of twelve uniform ones.  65,537 is prime.
    private static let normals: [Float] = {
        var random = RandomNumbers(seed: 1)
        return (0..<65_537).map { _ in (0..<12).reduce(0) { sum, _ in sum + random.float() } / 2 }
    }()

    /// The image with Gaussian noise of σ levels of 255, clipped and rounded to 8 bits, as a file has it.
    public func noisy(_ deviation: Float, seed: Int) -> Image {
        var image = self
        let (normals, count) = (Self.normals, Self.normals.count)
        image.samples.withUnsafeMutableBufferPointer { samples in
            // Steps that no image's rows, columns or planes have in common.
            var place = seed &* 7919 % count
            for index in samples.indices {
                place = (place + 12_347 + seed) % count
                let level = samples[index] * 255 + deviation * normals[place]
                samples[index] = min(max(level, 0), 255).rounded() / 255
            }
        }
        return image
    }

    /// The peak signal-to-noise ratio to another image of its size, both clipped to 0…1, decibels.
    public func decibels(to other: Image) -> Double {
        var sum = 0.0
        for (a, b) in zip(samples, other.samples) {
            let difference = Double(min(max(a, 0), 1) - min(max(b, 0), 1))
            sum += difference * difference
        }
        return -10 * log10(sum / Double(max(1, samples.count)))
    }
}
