package import Weights

/// A part of a value: a range of places along every axis, at equal distances.
public struct Slicing: Sendable, Hashable {
    /// Along one axis: the first place, how many, and from one to the next.
    public struct Part: Sendable, Hashable {
        /// 0 or more.
        public let start: Int
        /// 1 or more.
        public let count: Int
        /// 1 or more.
        public let step: Int

        public init(start: Int, count: Int, step: Int = 1) {
            self.start = start
            self.count = count
            self.step = step
        }

        /// All of an axis.
        public static func all(_ size: Int) -> Part { Part(start: 0, count: size) }
    }

    /// One an axis.
    public let parts: [Part]

    public init(_ parts: [Part]) {
        self.parts = parts
    }

    /// An image without some pixels at its sides.
    public static func cropping(_ edges: Edges, of shape: Shape) -> Slicing {
        Slicing([
            .all(1), .all(shape.channels),
            Part(start: edges.top, count: shape.height - edges.top - edges.bottom),
            Part(start: edges.left, count: shape.width - edges.left - edges.right),
        ])
    }

    /// Some consecutive channels of an image.
    public static func channels(_ range: Range<Int>, of shape: Shape) -> Slicing {
        Slicing([
            .all(1), Part(start: range.lowerBound, count: range.count), .all(shape.height),
            .all(shape.width),
        ])
    }
}

extension Slicing: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let sizes = inputs[0].sizes
        let fits =
            parts.count == sizes.count
            && zip(parts, sizes).allSatisfy { part, size in
                part.start >= 0 && part.count >= 1 && part.step >= 1 && part.start < size
                    && part.count - 1 <= (size - 1 - part.start) / part.step
            }
        guard fits else {
            let text = parts.map { "\($0.start)+\($0.count)×\($0.step)" }
            throw Shape.Mismatch(
                found: "the slice \(text.joined(separator: ", ")) of \(inputs[0])",
                expected: "places inside it, at least one an axis")
        }
        return Shape(parts.map(\.count))
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let steps = inputs[0].valueShape.steps
        return Tensor(
            shape, gathering: inputs[0].values, steps: zip(steps, parts).map { $0 * $1.step },
            start: zip(steps, parts).reduce(0) { $0 + $1.0 * $1.1.start })
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .spaced(parts.map { Double($0.step) }) }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        parts[1].count == step.inputs[0].shape.channels ? step.inputs[0].layout : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: Slicing, _ tile: TileStep) -> ValidRange? {
        guard parts.count == 4, whole.parts.count == 4, parts[1] == whole.parts[1] else {
            return nil
        }
        let index = tile.axis == .rows ? 2 : 3
        let (part, other) = (parts[index], whole.parts[index])
        let shift = input.offset + part.start - other.start
        guard part.step == other.step, shift >= 0, shift % part.step == 0 else { return nil }
        return input.read(
            size: tile.sizes.tile, wholeSize: tile.sizes.whole, offset: shift / part.step
        ) { place in
            let source = part.start + place * part.step
            return source...source
        }
    }

    package var fixesSizes: Bool { true }
}
