/// What the products of convolutions are made of; sums and everything between convolutions are float32.
public enum Precision: String, Sendable, CaseIterable {
    /// float32.
    case f32
    /// bfloat16 for the 3×3 convolutions of 64 channels or more, on processors that have it.  What is near the output stays
    /// float32, convolutions of a doubled image and those to planes, and so do the first layer and
    /// what oneDNN computes.
    case bf16

    /// Channels that a convolution reads at least for products of bfloat16: with fewer, transforms take most
    /// of the time.
    static let fewestChannels = 32
}
