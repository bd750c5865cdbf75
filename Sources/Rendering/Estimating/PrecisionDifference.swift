import Foundation
import Imaging
import Inference

/// How far the frames of a lower precision are from those of float32.
public struct PrecisionDifference: Sendable {
    /// The largest difference of a sample, in levels of 255.
    public let largest: Double
    /// 10 log₁₀(1 / mean square difference) over all samples of range 1, decibels; infinite for equal
    /// pictures.
    public let decibels: Double

    /// Of two pictures of one size.
    init(_ picture: Image, from reference: Image) {
        var (largest, sum) = (0.0, 0.0)
        for (a, b) in zip(picture.samples, reference.samples) {
            let difference = abs(Double(a) - Double(b))
            largest = max(largest, difference)
            sum += difference * difference
        }
        self.largest = 255 * largest
        decibels = 10 * log10(Double(max(1, picture.samples.count)) / sum)
    }
}

extension RenderPlan {
    /// What the plan's precision changes in the middle frame; nil for float32.
    ///
    /// Computes the frame twice.
    public func precisionDifference() throws -> PrecisionDifference? {
        guard resources.precision != .f32 else { return nil }
        let frame = frames[frames.startIndex + frames.count / 2]
        var feed = try InputFrames(self)
        guard let input = try feed.input(ofFrame: frame) else { return nil }
        let images = try [resources.precision, .f32].map { precision in
            var plan = self
            plan.resources.precision = precision
            return try FrameRenderer(plan, of: plan.prepared(pictures: 1).family)
                .render(input, mixtures(ofFrame: frame))
        }
        return PrecisionDifference(images[0], from: images[1])
    }
}
