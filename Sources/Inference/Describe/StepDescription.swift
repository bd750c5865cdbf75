import Graphs

/// One step of a frame in a user's words.
package struct StepDescription: Sendable, Hashable {
    /// What it does and how large its result is: `3×3 convolution 128→128, 160×90`.
    package let name: String
    /// What it has in common with others, under which their times are added: `moments`.
    package let kind: String
    /// What computes it: oneDNN's name of an algorithm, such as `jit:avx512_core`, or `segue:` with the
    /// instructions that our kernels use.
    package let kernel: String
    /// Of a convolution, in its direct form, whatever algorithm computes it; nil of other steps.
    package let multiplyAccumulates: Double?

    init(_ name: String, kind: String, kernel: String, multiplyAccumulates: Double? = nil) {
        self.name = name
        self.kind = kind
        self.kernel = kernel
        self.multiplyAccumulates = multiplyAccumulates
    }

    /// A step of our own kernels.
    ///
    /// - Parameter kind: nil where the name says it.
    init(_ name: String, size: String, kind: String? = nil) {
        self.init("\(name), \(size)", kind: kind ?? name, kernel: Self.ownKernel)
    }

    /// A convolution, computed by whatever the kernel names.
    ///
    /// - Parameter fused: words of what the same kernel does to its input, in order.
    init(_ form: ConvolutionForm, kernel: String, fused: [String] = []) {
        self.init(
            (fused + [form.name]).joined(separator: " + "), kind: form.kind, kernel: kernel,
            multiplyAccumulates: form.multiplyAccumulates)
    }

    /// What is said of our own kernels.
    static let ownKernel = "segue:\(EngineTraits.kernelInstructions)"
}
