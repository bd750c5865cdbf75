import CKernels
import Graphs
import Networks
import Weights

/// The parameters of all members in the layouts that a plan reads, packed once.
///
/// Packing is linear, so the weighted sum of packed buffers is the packed weighted sum: a frame's
/// network costs one pass over contiguous memory.  Parameters in which all members are equal are kept
/// once and are never summed: Σ αᵢ = 1.  Those of our own convolutions are not summed here either: a
/// convolution sums them as it transforms them.
struct PackedMembers: Sendable {
    /// Where a parameter begins, in floats.
    enum Location: Sendable, Equatable {
        /// In a worker's buffer: summed for every frame, or copied once.
        case buffer(Int)
        /// In every member.
        case members(Int)
        /// In what all members share.
        case common(Int)
    }

    /// One a parameter.
    let locations: [Location]
    /// The group of parameters, 0…, whose mixture each has.
    let groups: [Int]
    /// Floats of a worker's buffer that each group sums, one group after another.
    private let summedRanges: [Range<Int>]
    /// Floats that differ between members and are summed into a worker's buffer; they stand at its
    /// front.
    let summed: Int
    /// Floats that differ between members.
    let varying: Int
    /// Floats of a worker's buffer.
    let total: Int
    private let members: [AlignedMemory]
    /// What all members share: first what a worker copies to the end of its buffer.
    private let common: AlignedMemory

    /// - Parameters:
    ///   - tensors: the graph's parameters by slot, one list a member.
    ///   - groups: by slot, the group of parameters whose mixture each has.
    ///   - other: members packed for images of another size; where this packing comes out the same
    ///     to the last bit, both share its memory.
    init(
        _ parameters: [PackedParameter], tensors: [[Tensor]], groups slots: [Int],
        engine: OneDNNEngine,
        sharing other: PackedMembers? = nil
    ) throws(InferenceError) {
        let differs = parameters.map { Self.differs($0.slot, tensors) }
        var locations = parameters.map { _ in Location.buffer(0) }
        var (summed, varying) = (0, 0)
        let groups = parameters.map { slots[$0.slot] }
        let order = parameters.indices.sorted {
            (parameters[$0].isMixedOnReading ? 1 : 0, groups[$0], $0)
                < (parameters[$1].isMixedOnReading ? 1 : 0, groups[$1], $1)
        }
        var ranges = [Range<Int>](repeating: 0..<0, count: (groups.max() ?? 0) + 1)
        for index in order where differs[index] {
            let isMixed = parameters[index].isMixedOnReading
            locations[index] = isMixed ? .members(varying) : .buffer(varying)
            let (start, group) = (varying, groups[index])
            varying += parameters[index].floats
            guard !isMixed else { continue }
            ranges[group] = (ranges[group].isEmpty ? start : ranges[group].lowerBound)..<varying
            summed = varying
        }
        (self.groups, summedRanges) = (groups, ranges)
        var (copied, shared) = (0, 0)
        for index in order where !differs[index] {
            let isMixed = parameters[index].isMixedOnReading
            locations[index] = isMixed ? .common(shared) : .buffer(summed + shared)
            shared += parameters[index].floats
            if !isMixed { copied = shared }
        }
        (self.locations, self.summed, self.varying) = (locations, summed, varying)
        total = summed + copied

        let stream = try OneDNNEngine.Stream(engine)
        let known = other.flatMap { other in
            other.locations == locations && other.members.count == tensors.count
                && other.groups == groups ? other : nil
        }
        let common = try AlignedMemory(floats: shared)
        for index in parameters.indices where !differs[index] {
            let parameter = parameters[index]
            let start = locations[index].start(inCommonAfter: summed)
            try parameter.pack(
                tensors[0][parameter.slot], into: common.floats + start, stream: stream)
        }
        self.common = common.orSame(known?.common)
        members = try tensors.indices.map { (place) throws(InferenceError) in
            let tensors = tensors[place]
            let member = try AlignedMemory(floats: varying)
            for index in parameters.indices where differs[index] {
                let parameter = parameters[index]
                try parameter.pack(
                    tensors[parameter.slot],
                    into: member.floats + locations[index].start(inCommonAfter: 0),
                    stream: stream)
            }
            return member.orSame(known?.members[place])
        }
    }

    /// Whether both stand in the same memory.
    func isShared(with other: PackedMembers) -> Bool {
        common === other.common && members.count == other.members.count
            && zip(members, other.members).allSatisfy { $0 === $1 }
    }

    private static func differs(_ slot: Int, _ tensors: [[Tensor]]) -> Bool {
        tensors.dropFirst().contains { $0[slot].values != tensors[0][slot].values }
    }

    /// Whether members differ in a parameter.
    func varies(_ entry: Int) -> Bool {
        switch locations[entry] {
        case .members: true
        case .common: false
        case .buffer(let start): start < summed
        }
    }

    /// Bytes that all members take together.
    var byteCount: Int {
        (members.count * varying + common.count) * MemoryLayout<Float>.stride
    }

    /// Copies what all members share into a worker's buffer of ``total`` floats.
    func copyCommon(into buffer: UnsafeMutablePointer<Float>) {
        (buffer + summed).update(from: common.floats, count: total - summed)
    }

    /// Writes θ = Σ αᵢ θᵢ of one group's parameters into a worker's buffer, as far as steps read it there.
    func interpolate(
        _ mixture: WorkerMixture, group: Int, into buffer: UnsafeMutablePointer<Float>,
        team: ThreadTeam
    ) {
        guard summedRanges.indices.contains(group) else { return }
        let (start, count) = (summedRanges[group].lowerBound, summedRanges[group].count)
        team.forEach(count) { range in
            segue_kernels_in_use().pointee.weighted_sum(
                buffer, mixture.kernel.pointee.members, mixture.kernel.pointee.shares,
                mixture.kernel.pointee.count, Int64(start + range.lowerBound),
                Int64(start + range.upperBound))
        }
    }

    /// The members' memory.
    var memberAddresses: [UnsafePointer<Float>] { members.map { UnsafePointer($0.floats) } }

    /// The memory of what all members share.
    var commonAddress: UnsafePointer<Float> { UnsafePointer(common.floats) }
}

extension PackedMembers.Location {
    /// Where a parameter begins in the memory it is packed into.
    ///
    /// - Parameter summed: where what is copied begins in a worker's buffer; 0 for varying parameters.
    fileprivate func start(inCommonAfter summed: Int) -> Int {
        switch self {
        case .buffer(let start): start - summed
        case .members(let start), .common(let start): start
        }
    }
}

extension PackedParameter {
    fileprivate func pack(
        _ tensor: Tensor, into output: UnsafeMutablePointer<Float>, stream: OneDNNEngine.Stream
    ) throws(InferenceError) {
        switch layout {
        case .weights(let convolution):
            try convolution.pack(tensor.values, into: output, stream: stream)
        case .blocked(let weights): weights.pack(tensor.values, into: output)
        case .planar(let weights): weights.pack(tensor.values, into: output)
        case .repeated(let count):
            output.update(repeating: tensor.values.first ?? 0, count: count)
        case .spread(let count, let times):
            output.update(repeating: 0, count: count)
            for (index, value) in tensor.values.enumerated() {
                for phase in 0..<times { output[index * times + phase] = value }
            }
        case .channels(let count), .plain(let count):
            output.update(repeating: 0, count: count)
            for (index, value) in tensor.values.prefix(count).enumerated() { output[index] = value }
        }
    }
}
