import Imaging

/// How much of an image one output pixel is computed from.
public struct ReceptiveField: Sendable, Hashable {
    /// Rows and columns of the input that convolutions, pooling and resizing bring together, in pixels.
    public let size: Pair
    /// Whether every pixel counts besides, through normalization, averages or attention over the whole
    /// image.
    public let seesWholeImage: Bool

    package init(size: Pair, seesWholeImage: Bool) {
        self.size = size
        self.seesWholeImage = seesWholeImage
    }
}

extension Graph {
    /// The receptive field of the output; of strided and enlarging layers the largest of any pixel's.
    ///
    /// Along each axis a layer whose outputs each see k inputs, j input pixels apart, adds (k − 1) · j
    /// pixels; strides multiply j, enlargements divide it (Araujo et al., Distill 2019).
    public var receptiveField: ReceptiveField {
        var fields: [PixelField?] = [PixelField()]
        for node in nodes {
            fields.append(
                PixelField(
                    node.operation.rule, of: node.inputs.map { (fields[$0], shapes[$0]) }))
        }
        let field = fields[output] ?? PixelField()
        let limit = inputShape
        return ReceptiveField(
            size: Pair(
                min(Int(field.y.extent.rounded(.up)), limit.height),
                min(Int(field.x.extent.rounded(.up)), limit.width)),
            seesWholeImage: field.isWhole)
    }
}
