import Graphs

/// Follows a network along one axis of a tile of an image, to find what of the tile's output is the
/// whole image's, bit for bit.
///
/// The same network is built at the size of the tile and at the size of the whole.  A tile begins and
/// ends either at an edge of the image, where both see the same padding, or within it, where what the
/// false edge touches is lost; how far that reaches is followed from value to value instead of being
/// estimated from kernels and strides.
struct TileDependency {
    /// A value: the same everywhere, or a stretch of the whole's.
    enum Value {
        case constant
        case stretch(ValidRange)
    }

    /// Layers compute 3 × 3 or 4 × 4 pixels together, from their first on: a tile's values begin at
    /// multiples of both.
    static let grid = 12

    let tile: Graph
    let whole: Graph
    let axis: PixelAxis
    private var values: [Value]

    /// The stretch of the output; nil where the network cannot be cut there, because it sees the whole
    /// image or its layers would not begin at multiples of ``grid``.
    ///
    /// - Parameters:
    ///   - tile: the graph at the tile's size.
    ///   - whole: the graph at the whole image's size.
    ///   - origin: the whole's place where the tile begins, in pixels of the input.
    static func output(
        of tile: Graph, in whole: Graph, from origin: Int, along axis: PixelAxis
    ) -> ValidRange? {
        guard tile.nodes.count == whole.nodes.count, tile.output == whole.output else { return nil }
        var walk = TileDependency(tile: tile, whole: whole, axis: axis, origin: origin)
        for node in tile.nodes.indices {
            guard let value = walk.value(ofNode: node) else { return nil }
            walk.values.append(value)
        }
        guard case .stretch(let output) = walk.values[tile.output] else { return nil }
        return output
    }

    private init(tile: Graph, whole: Graph, axis: PixelAxis, origin: Int) {
        (self.tile, self.whole, self.axis) = (tile, whole, axis)
        let size = axis(tile.inputShape)
        values = [
            .stretch(
                ValidRange(
                    size: size, wholeSize: axis(whole.inputShape), offset: origin, valid: 0..<size))
        ]
    }

    private func value(ofNode index: Int) -> Value? {
        let (node, other) = (tile.nodes[index], whole.nodes[index])
        guard node.inputs == other.inputs else { return nil }
        let sizes = (tile: tile.shapes[index + 1], whole: whole.shapes[index + 1])
        let inputs = node.inputs.compactMap { input -> ValidRange? in
            if case .stretch(let stretch) = values[input] { stretch } else { nil }
        }
        guard let first = inputs.first else {
            return isConstant(node.operation, other.operation, sizes) ? .constant : nil
        }
        guard sizes.tile.isImage, sizes.whole.isImage,
            let input = inputs.dropFirst().reduce(first, { $0?.joined($1) }),
            let result = node.operation.rule.tiled(
                input, beside: other.operation.rule,
                TileStep(
                    axis: axis, sizes: (axis(sizes.tile), axis(sizes.whole)),
                    blocks: node.operation.tileBlocks(along: axis))),
            result.offset % Self.grid == 0
        else { return nil }
        return .stretch(result)
    }

    /// Whether a value that comes from no image is the same number for all pixels.
    private func isConstant(
        _ operation: Operation, _ other: Operation, _ shapes: (tile: Shape, whole: Shape)
    ) -> Bool {
        if case (.fill(let a), .fill(let b)) = (operation, other) { return a.value == b.value }
        // Of values that are the same for all pixels.
        if case .arithmetic = operation { return operation == other }
        return operation == other && shapes.tile == shapes.whole
            && shapes.tile.sizes.suffix(2).allSatisfy { $0 == 1 }
    }
}
