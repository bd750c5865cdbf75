import Graphs

/// The memory that a worker computes in, which workers of several sizes may share by taking turns.
final class Workspace {
    let activations: AlignedMemory
    let scratchpad: AlignedMemory

    /// As much as the largest of the families needs.
    init(for families: [CompiledFamily]) throws(InferenceError) {
        let (activations, scratchpad) = Self.floats(families)
        self.activations = try AlignedMemory(floats: activations)
        self.scratchpad = try AlignedMemory(floats: scratchpad)
    }

    /// Bytes that a workspace for these families takes.
    static func byteCount(_ families: [CompiledFamily]) -> Int {
        let (activations, scratchpad) = floats(families)
        return (activations + scratchpad) * MemoryLayout<Float>.stride
    }

    private static func floats(
        _ families: [CompiledFamily]
    ) -> (activations: Int, scratchpad: Int) {
        (
            families.map(\.bufferPlan.total).max() ?? 0,
            (families.map { $0.plan.scratchpadBytes(threads: $0.team.threads) }.max() ?? 0) / 4
                + 1
        )
    }
}
