import CKernels

/// What of this machine the bits of an image depend on, besides the networks, and how fast it is.
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

    /// The instructions that our kernels use: `avx512`, `avx2` or `plain`.
    package static var kernelInstructions: String { segue_level_in_use().name }

    /// Floating-point operations per second of one core in float32, a multiply-add counted as two:
    /// the best of many short measurements, some 0.1 seconds in all.
    ///
    /// Short ones, so that some are not interrupted where other programs run.  Independent chains of
    /// fused multiply-adds that stay in registers; without such instructions products and sums.
    package static func measuredPeak() -> Double {
        let kernels = segue_kernels_in_use().pointee
        let (attempts, shortest) = (150, Duration.microseconds(500))
        var rounds: Int64 = 10_000
        var best = 0.0
        var attempt = 0
        while attempt < attempts {
            let start = ContinuousClock.now
            let operations = kernels.multiply_adds(rounds)
            let time = ContinuousClock.now - start
            guard time > shortest else {
                rounds *= 2
                continue
            }
            best = max(best, Double(operations) / (time / .seconds(1)))
            attempt += 1
        }
        return best
    }
}

extension segue_level {
    /// `avx512`, `avx2` or `plain`.
    var name: String { String(cString: segue_level_name(self)) }
}
