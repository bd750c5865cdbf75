import CKernels
import Graphs

/// What one core of this processor computes at most.
package enum ProcessorPeak {
    /// The instructions that our kernels use: `avx512`, `avx2` or `plain`.
    package static var instructions: String { segue_level_in_use().name }

    /// Floating-point operations a second in float32, a multiply-add counted as two: the best of
    /// many short measurements, some 0.1 seconds in all.
    ///
    /// Short ones, so that some are not interrupted where other programs run.  Independent chains of
    /// fused multiply-adds that stay in registers; without such instructions products and sums.
    package static func measured() -> Double {
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
