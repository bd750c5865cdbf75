package import Weights

/// What every operation answers of itself.
///
/// No requirement has a default: the compiler finds what a new operation lacks.
package protocol OperationRule: Sendable, Hashable {
    /// The slots of the graph's parameters that it reads.
    var parameters: [Int] { get }

    /// The shape it makes of these inputs.
    func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape

    /// The plain computation, in the order of its formula: the truth that engines are compared with.
    ///
    /// - Parameters:
    ///   - inputs: values of shapes that `outputShape` accepts.
    ///   - parameters: the graph's parameters, by slot.
    ///   - shape: what `outputShape` makes of the inputs.
    /// - Returns: a tensor of `shape`.
    func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor

    /// Which pixels of its inputs, of these shapes, a pixel of the result is computed from; see
    /// ``Graph/receptiveField``.
    func reads(_ inputs: [Shape]) -> PixelReads

    /// Multiply-accumulate operations; 0 where values are not summed by weights.
    func cost(_ inputs: [Shape], _ output: Shape) -> Double

    /// The weights by which it combines channels; nil where it does not.
    func layer(_ inputs: [OperationInput]) -> LayerWeights?

    /// Which channels its result has, noting where its parameters meet them.
    func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout

    /// What of its result on a tile are the bits of the whole image; nil where the image cannot be
    /// cut, because each place reads all others or places are moved about.
    ///
    /// - Parameters:
    ///   - input: what of the inputs are the whole's; of several what all have in common.
    ///   - whole: the operation at the same node for the whole image, which may differ in sizes.
    func tiled(_ input: ValidRange, whole: Self, _ tile: TileStep) -> ValidRange?

    /// Whether it moves or copies values to places or sizes that are written into it, as exporters
    /// write the size of an image.
    var fixesSizes: Bool { get }
}

extension OperationRule {
    /// ``tiled(_:whole:_:)`` beside any operation; nil beside one of another kind.
    package func tiled(
        _ input: ValidRange, beside whole: any OperationRule, _ tile: TileStep
    ) -> ValidRange? {
        (whole as? Self).flatMap { tiled(input, whole: $0, tile) }
    }
}
