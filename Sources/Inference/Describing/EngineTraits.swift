internal import CKernels

/// What of this machine the bits of a picture depend on, besides the networks.
package enum EngineTraits {
    /// The widest instructions that our kernels and oneDNN may use: `avx512`, `avx2` or `plain`.
    package static var instructions: String {
        get throws { try OneDNNEngine().level.name }
    }

    /// oneDNN's version, as `2.6.3`.
    package static var library: String { OneDNNEngine.version }
}
