import Graphs
import Imaging
import Networks

extension CompiledFamily {
    /// The plan's steps in order, as ``StepTimes/steps`` counts them.
    package var stepDescriptions: [StepDescription] {
        plan.steps.map { $0.description(engine.level) }
    }

    /// The weighted sum of the members, and the transforms of its weights.
    package var interpolationDescription: StepDescription {
        StepDescription(
            "interpolation", size: "\(format.memberCount) networks of \(packed.varying) floats",
            kind: "interpolation")
    }

    /// How often the plan runs for an image: networks of one channel take every colour by itself.
    package var runsPerImage: Int { format.convention.input.order == .gray ? 3 : 1 }

    /// Of a frame's convolutions and matrix products, in their direct form.
    package var multiplyAccumulates: Double {
        Double(graph.multiplyAccumulates) * Double(runsPerImage)
    }
}
