package import Weights

/// Places along one axis, in any order and as often as named: channel shuffles, flips, ONNX's Gather
/// with fixed indices.
public struct Selection: Sendable, Hashable {
    /// 0 or more.
    public let axis: Int
    /// Which place of the input each of the output is; 0 or more.
    public let places: [Int]

    public init(axis: Int, places: [Int]) {
        self.axis = axis
        self.places = places
    }
}

extension Selection: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        var sizes = inputs[0].sizes
        guard sizes.indices.contains(axis), places.allSatisfy((0..<sizes[axis]).contains) else {
            throw Shape.Mismatch(
                found: "places \(places.min() ?? 0) to \(places.max() ?? 0) of axis \(axis) of "
                    + "\(inputs[0])",
                expected: "places inside it")
        }
        sizes[axis] = places.count
        return Shape(sizes)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let size = inputs[0].shape[axis]
        let inner = shape.sizes[(axis + 1)...].reduce(1, *)
        let outer = shape.sizes[..<axis].reduce(1, *)
        let values = (0..<outer).flatMap { block in
            places.flatMap { place in
                let start = (block * size + place) * inner
                return inputs[0].values[start..<start + inner]
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        let distances = zip(places, places.dropFirst()).map { abs($1 - $0) }
        return .spaced(
            inputs[0].sizes.indices.map { $0 == axis ? Double(distances.max() ?? 1) : 1 })
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        axis > 1 ? step.inputs[0].layout : step.opaque()
    }

    package func tiled(_ input: ValidRange, whole: Selection, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole && axis == 1)
    }

    package var fixesSizes: Bool { true }
}
