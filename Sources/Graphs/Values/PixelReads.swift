/// Which pixels of its inputs one pixel of an operation's result is computed from.
package enum PixelReads: Sendable {
    /// The pixel at the same place of every input.
    case pixel
    /// That many neighbouring rows and columns.  The next pixel's begin `steps` input pixels further
    /// on: above 1 for strides, below 1 for enlargements.
    case window(Pair, steps: (y: Double, x: Double))
    /// One place for each, at these distances along each axis of the input between neighbours.
    case spaced([Double])
    /// All places along these axes, and the same place along all others.  Without `keepsAxes` the
    /// result lacks these axes.
    case all(along: [Int], keepsAxes: Bool)
    /// The same value; `axes[k]` is the input's axis that becomes axis k.
    case permuted([Int])
    /// Any pixel.
    case image
}
