import Imaging
import Inference
import Networks
import Testing
import Weights

/// Normalizations of channels whose pixels are all the same.
struct ConstantPictureTests {
    /// (x − μ) / √(0 + ε) = 0, whatever rounding does to a scale of 316.
    @Test(arguments: [Float(0.3), 1, 0.7071, 1e-3, 0], [[5, 3], [64, 48]])
    func `they become the shift, exactly`(level: Float, size: [Int]) throws {
        let shift: [Float] = [0.25, 0.5, 0.75]
        let network = try Network(
            SmallNetwork.model(
                [
                    SmallNetwork.node("Conv", ["x", "w"], "a"),
                    SmallNetwork.node(
                        "InstanceNormalization", ["a", "g", "b"], "y", ["epsilon": .float(1e-5)]),
                ],
                [
                    ("w", [3, 3, 1, 1], [0.9, 0, 0, 0, -1.7, 0, 0.1, 0.2, 0.3]),
                    ("g", [3], [1, -2, 30]), ("b", [3], shift),
                ]),
            convention: nil)
        let family = try NetworkFamily([("n", network)])
        let (width, height) = (size[0], size[1])
        let image = try Image(
            width: width, height: height, channels: 3,
            samples: [Float](repeating: level, count: 3 * width * height))
        let output = try family.compiled(width: width, height: height, threads: 1).makeWorker()
            .render(image, weights: [1])
        for channel in 0..<3 {
            let plane = output.samples[channel * width * height..<(channel + 1) * width * height]
            #expect(plane.allSatisfy { $0 == shift[channel] })
        }
    }
}
