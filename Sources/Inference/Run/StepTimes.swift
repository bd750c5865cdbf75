import Graphs

/// What the parts of one worker's frames took, added up over its frames.
package struct StepTimes: Sendable {
    /// A part of a frame.
    package enum Part: Sendable {
        /// All of it, from the image that comes in to the one that goes out.
        case frame
        /// The weighted sum of the members, and the transforms of its weights.
        case interpolation
        /// A step of the plan, by its number.
        case step(Int)
    }

    /// Frames that were rendered.
    package private(set) var frames = 0
    /// Time in whole frames; what is none of the parts below brings images in and out.
    package private(set) var total: Duration = .zero
    /// Time in the weighted sum and the transforms of its weights.
    package private(set) var interpolation: Duration = .zero
    /// Time in the steps, in the plan's order.
    package private(set) var steps: [Duration]

    init(stepCount: Int) { steps = Array(repeating: .zero, count: stepCount) }

    mutating func add(_ time: Duration, to part: Part) {
        switch part {
        case .frame:
            total += time
            frames += 1
        case .interpolation: interpolation += time
        case .step(let index): steps[index] += time
        }
    }

    /// Takes in what another worker of the same plan took.
    package mutating func add(_ other: StepTimes) {
        frames += other.frames
        total += other.total
        interpolation += other.interpolation
        for (index, time) in other.steps.enumerated() { steps[index] += time }
    }
}
