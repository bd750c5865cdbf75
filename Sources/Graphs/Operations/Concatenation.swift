package import Weights

/// Values side by side along one axis, in the order of the inputs.
public struct Concatenation: Sendable, Hashable {
    /// 0 or more.
    public let axis: Int

    public init(axis: Int = 1) {
        self.axis = axis
    }
}

extension Concatenation: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        var sizes = inputs[0].sizes
        guard sizes.indices.contains(axis) else {
            throw Shape.Mismatch(found: "axis \(axis) of \(inputs[0])", expected: "one of its axes")
        }
        for other in inputs.dropFirst() {
            let fits =
                other.rank == sizes.count
                && sizes.indices.allSatisfy { $0 == axis || other.sizes[$0] == sizes[$0] }
            guard fits else {
                throw Shape.Mismatch(
                    found: "\(inputs[0]) beside \(other)",
                    expected: "shapes that differ in axis \(axis) only")
            }
            sizes[axis] += other.sizes[axis]
        }
        return Shape(sizes)
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let outer = shape.sizes[..<axis].reduce(1, *)
        let values = (0..<outer).flatMap { place in
            inputs.flatMap { input in
                let size = input.elementCount / outer
                return input.values[place * size..<(place + 1) * size]
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }

    package func reads(_ inputs: [Shape]) -> PixelReads { .pixel }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        guard axis == 1, step.inputs.allSatisfy(\.shape.isImage) else { return step.opaque() }
        return step.inputs.flatMap(\.layout)
    }

    package func tiled(_ input: ValidRange, whole: Concatenation, _ tile: TileStep) -> ValidRange? {
        tile.samePlaces(input, if: self == whole && axis == 1)
    }

    package var fixesSizes: Bool { false }
}
