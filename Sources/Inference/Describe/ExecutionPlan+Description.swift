import CKernels
import Graphs
import Networks

extension ExecutionPlan.Step {
    /// What the step does in a user's words.
    ///
    /// - Parameter level: the instructions of our own convolutions.
    func description(_ level: segue_level) -> StepDescription {
        switch self {
        case .convolve(let step):
            StepDescription(step.primitive.form, kernel: step.primitive.implementation)
        case .tiled(let step):
            StepDescription(
                step.form, kernel: "segue:\(step.algorithm):\(level.name)", fused: step.words)
        case .pass(let step):
            StepDescription(
                step.words.joined(separator: " + "), size: size(step.shape), kind: "passes")
        case .arrange(let step):
            StepDescription("rearrangement of channels", size: size(step.shape))
        case .moments(let step):
            StepDescription(
                step.sums == nil ? "moments" : "moments from sums", size: size(step.shape),
                kind: "moments")
        case .statistics(let step):
            StepDescription("stored statistics", size: count(step.channels, "channel"))
        case .normalize(let step):
            StepDescription("normalisation over channels", size: size(step.shape))
        case .resize(let step): StepDescription("resizing", size: size(step.shape))
        case .pool(let step): StepDescription("pooling", size: size(step.shape))
        case .reducePixels(let step):
            StepDescription("reduction of pixels", size: size(step.shape))
        case .reduceChannels(let step):
            StepDescription("reduction of channels", size: size(step.shape))
        case .multiply(let step):
            StepDescription(
                "matrix product",
                size: "\(step.batch.count) of \(step.rows)×\(step.depth)×\(step.columns)")
        case .softmax(let step):
            StepDescription(
                "softmax",
                size: "\(step.sizes.outer * step.sizes.inner) times "
                    + "\(step.sizes.axis)")
        case .gather(let step):
            StepDescription("copy", size: step.sizes.map(String.init).joined(separator: "×"))
        case .fallback(let step):
            StepDescription("plain evaluation", size: "\(step.operation)".prefixName)
        }
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private func size(_ shape: Shape) -> String {
        "\(count(shape.channels, "channel")), \(shape.width)×\(shape.height)"
    }
}

extension String {
    /// The name of an enumeration's case, without what it carries.
    fileprivate var prefixName: String { String(prefix { $0 != "(" }) }
}
