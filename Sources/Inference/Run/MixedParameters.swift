import Graphs

/// The network of a mixture, summed out of packed members into memory of a worker's own.
final class MixedParameters {
    let memory: AlignedMemory
    /// The mixture whose network stands in the memory, for what is mixed on reading.
    let mixture: WorkerMixture
    /// Parameters in which all members are equal, likewise.
    let common: WorkerMixture
    private let packed: PackedMembers

    init(_ packed: PackedMembers) throws(InferenceError) {
        self.packed = packed
        memory = try AlignedMemory(floats: packed.total)
        mixture = WorkerMixture(packed.memberAddresses)
        common = WorkerMixture([packed.commonAddress])
        packed.copyCommon(into: memory.floats)
    }

    /// Bytes that the network of a mixture takes.
    static func byteCount(_ packed: PackedMembers) -> Int {
        packed.total * MemoryLayout<Float>.stride
    }

    /// Sums the members, unless this mixture's network stands there already.
    func mix(_ weights: [Float], _ team: ThreadTeam) {
        guard weights != mixture.weights else { return }
        mixture.mix(weights)
        packed.interpolate(mixture, into: memory.floats, team: team)
    }
}
