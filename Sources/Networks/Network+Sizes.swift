/// How a network's output size follows from its input size.
public struct SizeRule: Sendable, Hashable {
    /// Output pixels for one input pixel, both ways.
    public let scale: Int
    /// Input sides must be multiples of this many pixels for the output to be input × scale.
    public let multiple: Int

    public init(scale: Int, multiple: Int) {
        self.scale = scale
        self.multiple = multiple
    }

    /// The side that a picture's side is padded up to.
    public func padded(_ side: Int) -> Int { (side + multiple - 1) / multiple * multiple }
}

extension Network {
    /// Finds the scale and the size multiple by building the graph at small sizes.
    ///
    /// - Throws: ``GraphError/notAPictureNetwork(file:found:expected:)`` when the output is not a
    ///   whole multiple of the input, or has other channels.
    public func sizeRule() throws -> SizeRule {
        let side = 192
        let output = try graph(height: side, width: side).outputShape
        guard output.channels == convention.channels else {
            throw GraphError.notAPictureNetwork(
                file: file, found: "an output of \(output.channels) channels",
                expected: "\(convention.channels) channels for \(convention)")
        }
        guard output.height == output.width, output.width >= side, output.width % side == 0 else {
            throw GraphError.notAPictureNetwork(
                file: file,
                found: "an output of \(output.width)×\(output.height) for \(side)×\(side) pixels",
                expected: "input × a whole number")
        }
        let scale = output.width / side
        let multiple = [1, 2, 4, 8, 16, 32, 64].first { multiple in
            let (height, width) = (side + multiple, side + 3 * multiple)
            // Where a skip meets sizes rounded otherwise there is no graph at all.
            let shape = try? graph(height: height, width: width).outputShape
            return shape?.height == height * scale && shape?.width == width * scale
        }
        guard let multiple else {
            throw GraphError.notAPictureNetwork(
                file: file, found: "an output size that follows no multiple up to 64",
                expected: "input × \(scale) for multiples of a power of two")
        }
        return SizeRule(scale: scale, multiple: multiple)
    }
}
