import Graphs
import Imaging

/// How a network's output size follows from its input size: output = scale · input − loss.
public struct SizeRule: Sendable, Hashable {
    /// Output pixels for one input pixel, both ways.
    public let scale: Int
    /// Input sides must be multiples of this many pixels for the rule to hold.
    public let multiple: Int
    /// Output pixels that are lost in each direction, half on each side: convolutions without padding.
    public let loss: Int

    public init(scale: Int, multiple: Int, loss: Int = 0) {
        self.scale = scale
        self.multiple = multiple
        self.loss = loss
    }

    /// Input pixels that an image is continued by on each side so that none of it is lost.
    public var margin: Int { (loss + 2 * scale - 1) / (2 * scale) }

    /// The side that an image's side is padded up to: the margins and what is short of a multiple.
    public func padded(_ side: Int) -> Int {
        (side + 2 * margin + multiple - 1) / multiple * multiple
    }

    /// Where the image begins in the output, in output pixels.
    public var outputStart: Int { margin * scale - loss / 2 }
}

extension Network {
    /// Finds the scale, the size multiple and the loss by building the graph at small sizes.
    ///
    /// - Throws: ``GraphError/notAnImageNetwork(file:found:expected:)`` when the output is not a
    ///   whole multiple of the input less a fixed number of pixels, or has other channels.
    public func sizeRule() throws -> SizeRule {
        if let fixedSize { return try sizeRule(of: fixedSize) }
        let multiples = [1, 2, 4, 8, 16, 32, 64] + largerMultiples
        let largest = multiples.last ?? 1
        let side = (191 + largest) / largest * largest
        let output = try graph(height: side, width: side).outputShape
        guard output.channels == convention.channels else {
            throw GraphError.notAnImageNetwork(
                file: file, found: "an output of \(output.channels) channels",
                expected: "\(convention.channels) channels for \(convention)")
        }
        let larger = try graph(height: 2 * side, width: 2 * side).outputShape
        let scale = (larger.width - output.width) / side
        let loss = scale * side - output.width
        guard output.height == output.width, larger.width - output.width == scale * side,
            scale >= 1, loss >= 0
        else {
            throw GraphError.notAnImageNetwork(
                file: file,
                found: "an output of \(output.width)×\(output.height) for \(side)×\(side) pixels "
                    + "and of \(larger.width)×\(larger.height) for twice the sides",
                expected: "input × a whole number, less a fixed margin")
        }
        let multiple = multiples.first { multiple in
            let (height, width) = (side + multiple, side + 3 * multiple)
            // Where a skip meets sizes rounded otherwise there is no graph at all.
            let shape = try? graph(height: height, width: width).outputShape
            return shape?.height == height * scale - loss && shape?.width == width * scale - loss
        }
        guard let multiple else {
            throw GraphError.notAnImageNetwork(
                file: file, found: "an output size that follows no multiple up to \(largest)",
                expected: "input × \(scale) for multiples of a power of two")
        }
        return SizeRule(scale: scale, multiple: multiple, loss: loss)
    }

    /// The multiples above 64 up to what the architecture asks for: networks that halve an image more
    /// often than six times.
    private var largerMultiples: [Int] {
        guard case .architecture(let architecture) = structure else { return [] }
        return sequence(first: 128) { $0 * 2 }.prefix { $0 <= architecture.sideMultiple }.map(
            \.self)
    }
}
