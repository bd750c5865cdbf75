import Graphs

/// The network of a mixture, summed out of packed members into memory of a worker's own.
final class MixedParameters {
    let memory: AlignedMemory
    /// The mixture of each group of parameters whose network stands in the memory, for what is mixed on
    /// reading.
    private let mixtures: [WorkerMixture]
    /// Parameters in which all members are equal, likewise.
    let common: WorkerMixture
    private let packed: PackedMembers
    private let memberCount: Int

    /// - Parameter groups: how many groups of parameters have mixtures of their own.
    init(_ packed: PackedMembers, groups: Int) throws(InferenceError) {
        self.packed = packed
        memory = try AlignedMemory(floats: packed.total)
        let addresses = packed.memberAddresses
        memberCount = addresses.count
        mixtures = (0..<groups).map { _ in WorkerMixture(addresses) }
        common = WorkerMixture([packed.commonAddress])
        packed.copyCommon(into: memory.floats)
    }

    /// Bytes that the network of a mixture takes.
    static func byteCount(_ packed: PackedMembers) -> Int {
        packed.total * MemoryLayout<Float>.stride
    }

    /// The mixture that a parameter has.
    func mixture(of entry: Int) -> WorkerMixture { mixtures[packed.groups[entry]] }

    /// Sums the members, unless this mixture's network stands there already.
    ///
    /// - Parameter weights: one a member, for each group of parameters one after another.
    func mix(_ weights: [Float], _ team: ThreadTeam) {
        for (group, mixture) in mixtures.enumerated() {
            let own = Array(weights[group * memberCount..<(group + 1) * memberCount])
            guard own != mixture.weights else { continue }
            mixture.mix(own)
            packed.interpolate(mixture, group: group, into: memory.floats, team: team)
        }
    }
}
