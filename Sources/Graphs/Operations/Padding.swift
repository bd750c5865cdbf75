package import Weights

/// Pixels added around an image.
public struct Padding: Sendable, Hashable {
    /// Where the added pixels come from.
    public enum Mode: Sendable, Hashable {
        /// Mirrored without repeating the edge: c b | a b c | b a.
        case reflect
        /// The edge repeated: a a | a b c | c c.
        case edge
        /// One number, mostly 0.
        case constant(Float)
        /// The opposite side repeated: b c | a b c | a b.
        case wrap

        /// Zeros.
        public static let zero = Mode.constant(0)
    }

    public let mode: Mode
    public let edges: Edges

    public init(mode: Mode, edges: Edges) {
        self.mode = mode
        self.edges = edges
    }

    /// Which row or column each of the padded ones is taken from, or −1 for the constant.
    ///
    /// - Parameters:
    ///   - size: rows or columns of the input.
    ///   - before: how many are added before the first.
    ///   - after: how many are added after the last.
    public func sources(size: Int, before: Int, after: Int) -> [Int32] {
        (-before..<size + after).map { i in
            if (0..<size).contains(i) { return Int32(i) }
            return switch mode {
            case .reflect: Int32(i < 0 ? -i : 2 * (size - 1) - i)
            case .edge: Int32(i < 0 ? 0 : size - 1)
            case .constant: -1
            case .wrap: Int32(i < 0 ? i + size : i - size)
            }
        }
    }
}

extension Padding: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        let largest = Pair(max(edges.top, edges.bottom), max(edges.left, edges.right))
        if mode == .reflect, largest.y >= x.height || largest.x >= x.width {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels",
                expected: "at least \(largest.x + 1)×\(largest.y + 1) for its reflection padding")
        }
        if mode == .wrap, largest.y > x.height || largest.x > x.width {
            throw Shape.Mismatch(
                found: "an input of \(x.width)×\(x.height) pixels",
                expected: "at least \(largest.x)×\(largest.y) for its wrapped padding")
        }
        return Shape(
            channels: x.channels, height: x.height + edges.top + edges.bottom,
            width: x.width + edges.left + edges.right)
    }

    package func evaluate(
        _ inputs: [Tensor], parameters: [Tensor], shape: Shape
    ) -> Tensor {
        let x = inputs[0].valueShape
        let rows = sources(size: x.height, before: edges.top, after: edges.bottom).map(Int.init)
        let columns = sources(size: x.width, before: edges.left, after: edges.right).map(Int.init)
        let values = inputs[0].values
        let outside: Float = if case .constant(let value) = mode { value } else { 0 }
        return Tensor(shape) { c, y, i in
            guard rows[y] >= 0, columns[i] >= 0 else { return outside }
            return values[(c * x.height + rows[y]) * x.width + columns[i]]
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: Padding, _ tile: TileStep) -> ValidRange? {
        let (before, after) = (tile.axis.before(edges), tile.axis.after(edges))
        guard self == whole, mode != .wrap || before == 0 && after == 0 else { return nil }
        let sources = sources(size: input.size, before: before, after: after).map(Int.init)
        return input.read(size: tile.sizes.tile, wholeSize: tile.sizes.whole, offset: input.offset)
        {
            let place = $0 - before
            return sources[$0] < 0
                ? place...place : min(place, sources[$0])...max(place, sources[$0])
        }
    }

    package var fixesSizes: Bool { true }
}
