import Imaging

/// What the networks of a frame are given besides their weights.
struct FrameInput: Sendable {
    /// The input's image at the size that the networks see.
    var image: Image
    /// For each region the image of a mask that moves, of its own size; nil for a still one.
    let masks: [Image?]
}
