import Graphs
import Imaging
import Networks

/// What a prepared family takes and gives: sizes, colours, weights.
struct ImageFormat: Sendable {
    /// Pixels.
    let inputSize: (width: Int, height: Int)
    /// Pixels: input × scale.
    let outputSize: (width: Int, height: Int)
    let convention: PixelConvention
    let memberCount: Int
    /// Groups of parameters with mixtures of their own, 1 or more.
    let groupCount: Int
    /// How colour differences are brought to the output's size; nil where they are not kept or have it.
    let enlargement: ExecutionPlan.Resize?

    init(
        _ size: (width: Int, height: Int), scale: Int, _ convention: PixelConvention, members: Int,
        groups: Int = 1
    ) {
        inputSize = size
        outputSize = (size.width * scale, size.height * scale)
        self.convention = convention
        memberCount = members
        groupCount = groups
        enlargement =
            convention.input.order == .luma && scale > 1
            ? ExecutionPlan.Resize(enlargingPlaneOf: Pair(size.height, size.width), by: scale) : nil
    }

    /// Throws for sides that no network takes.
    static func check(width: Int, height: Int) throws(InferenceError) {
        let sides = 1...Shape.longestSide
        guard sides.contains(width), sides.contains(height) else {
            throw .wrongImage(
                found: "\(width)×\(height) pixels",
                expected: "sides of 1 to \(sides.upperBound) pixels")
        }
    }

    /// Throws for an image of another size or number of channels.
    func check(_ image: Image) throws(InferenceError) {
        let channels = 3
        guard
            (image.width, image.height, image.channels)
                == (inputSize.width, inputSize.height, channels)
        else {
            throw .wrongImage(
                found: "\(image.width)×\(image.height) pixels, \(image.channels) channels",
                expected: "\(inputSize.width)×\(inputSize.height) pixels, \(channels) channels")
        }
    }

    /// Throws for weights that are not one a member in each group, or not of the sum 1 there.
    func check(_ weights: [Float]) throws(InferenceError) {
        guard weights.count == memberCount * groupCount else {
            throw .wrongWeights(
                found: "\(weights.count) weights",
                expected: "one for each of \(memberCount) networks"
                    + (groupCount > 1 ? " in each of \(groupCount) parts" : ""))
        }
        for group in 0..<groupCount {
            let sum = weights[group * memberCount..<(group + 1) * memberCount]
                .reduce(0) { $0 + Double($1) }
            guard abs(sum - 1) < 1e-3 else {
                throw .wrongWeights(found: "weights of the sum \(sum)", expected: "the sum 1")
            }
        }
    }
}
