import CKernels

/// What of this machine the bits of a picture depend on, besides the networks.
package enum EngineTraits {
    /// The widest instructions that our kernels and oneDNN may use: `avx512`, `avx2` or `plain`.
    package static var instructions: String {
        get throws { try OneDNNEngine().level.name }
    }

    /// Checks that the environment variable `SEGUE_CPU` names a level of instructions, if it is set.
    ///
    /// - Throws: ``InferenceError/unknownLevel(found:)``.
    package static func check() throws { try OneDNNEngine.checkCap() }

    /// oneDNN's version, as `2.6.3`.
    package static var library: String { OneDNNEngine.version }
}

extension segue_level {
    /// `avx512`, `avx2` or `plain`.
    var name: String { String(cString: segue_level_name(self)) }
}
