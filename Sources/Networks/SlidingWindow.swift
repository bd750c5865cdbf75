import Graphs

/// The pixels that one output of a convolution or of pooling is computed from.
struct SlidingWindow {
    /// Rows and columns.
    let kernel: Pair
    let strides: Pair
    let dilations: Pair

    /// Rows and columns from the first pixel to the last.
    var reach: Pair { Pair((kernel.y - 1) * dilations.y + 1, (kernel.x - 1) * dilations.x + 1) }

    /// Pixels to add so that there is an output for every `strides` pixels of the image; an odd one
    /// goes below and right (`upper`, ONNX's SAME_UPPER) or above and left.
    func same(_ shape: Shape, upper: Bool) -> Edges {
        func missing(_ size: Int, _ reach: Int, _ stride: Int) -> (Int, Int) {
            let pixels = max(0, reach + (size - 1) / stride * stride - size)
            let (less, more) = (pixels / 2, pixels - pixels / 2)
            return upper ? (less, more) : (more, less)
        }
        let (top, bottom) = missing(shape.height, reach.y, strides.y)
        let (left, right) = missing(shape.width, reach.x, strides.x)
        return Edges(top: top, left: left, bottom: bottom, right: right)
    }
}
