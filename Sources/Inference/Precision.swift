/// What the products of convolutions are made of; sums and everything between convolutions are float32.
public enum Precision: String, Sendable, CaseIterable {
    /// float32.
    case f32
    /// bfloat16 for the 3×3 convolutions, on processors that have it; the first and the last layer and
    /// what oneDNN computes stay float32.
    case bf16
}
