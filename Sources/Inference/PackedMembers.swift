import Interpolation
import Networks
import Weights

/// The parameters of all members in the layouts that a program reads, packed once.
///
/// Packing is linear, so the weighted sum of packed buffers is the packed weighted sum: a frame's
/// network costs one pass over contiguous memory.  Parameters in which all members are equal are kept
/// once and are never summed: Σ αᵢ = 1.
struct PackedMembers: Sendable {
    /// Where each of the program's parameters begins in a worker's buffer, in floats.
    let offsets: [Int]
    /// Floats that differ between members; they stand at the front of the buffer.
    let varying: Int
    /// Floats in all.
    let total: Int
    /// The varying part, one a member.
    private let members: [AlignedMemory]
    /// The part that all members share.
    private let common: AlignedMemory

    /// - Parameter tensors: the graph's parameters by slot, one list a member.
    init(
        _ parameters: [PackedParameter], tensors: [[Tensor]], engine: OneDNNEngine
    ) throws(InferenceError) {
        let (varying, shared) = Self.split(parameters, tensors)
        var offsets = Array(repeating: 0, count: parameters.count)
        var next = 0
        for index in varying + shared {
            offsets[index] = next
            next += parameters[index].floats
        }
        total = next
        self.offsets = offsets
        let common = shared.first.map { offsets[$0] } ?? next
        self.varying = common

        let stream = try OneDNNStream(engine)
        self.common = try AlignedMemory(floats: next - common)
        for index in shared {
            let parameter = parameters[index]
            try parameter.pack(
                tensors[0][parameter.slot], into: self.common.floats + (offsets[index] - common),
                stream: stream)
        }
        members = try tensors.map { (tensors) throws(InferenceError) in
            let member = try AlignedMemory(floats: common)
            for index in varying {
                let parameter = parameters[index]
                try parameter.pack(
                    tensors[parameter.slot], into: member.floats + offsets[index], stream: stream)
            }
            return member
        }
    }

    /// The parameters in which members differ, and those in which all are equal.
    private static func split(
        _ parameters: [PackedParameter], _ tensors: [[Tensor]]
    ) -> (varying: [Int], shared: [Int]) {
        let differs = parameters.map { parameter in
            tensors.dropFirst().contains {
                $0[parameter.slot].values != tensors[0][parameter.slot].values
            }
        }
        return (
            parameters.indices.filter { differs[$0] }, parameters.indices.filter { !differs[$0] }
        )
    }

    /// Bytes that all members take together.
    var byteCount: Int { (members.count * varying + total - varying) * MemoryLayout<Float>.stride }

    /// Copies what all members share into a worker's buffer of ``total`` floats.
    func copyCommon(into buffer: UnsafeMutablePointer<Float>) {
        (buffer + varying).update(from: common.floats, count: total - varying)
    }

    /// Writes θ = Σ αᵢ θᵢ into a worker's buffer.
    func interpolate(
        _ weights: [Float], into buffer: UnsafeMutablePointer<Float>, team: ThreadTeam
    ) {
        let mixed = members.indices.filter { weights[$0] != 0 }
        let pointers = mixed.map { UnsafePointer(members[$0].floats) }
        let shares = mixed.map { weights[$0] }
        team.forEach(varying) { range in
            weightedSum(into: buffer, members: pointers, weights: shares, range: range)
        }
    }
}

extension PackedParameter {
    fileprivate func pack(
        _ tensor: Tensor, into output: UnsafeMutablePointer<Float>, stream: OneDNNStream
    ) throws(InferenceError) {
        switch layout {
        case .weights(let convolution):
            try convolution.pack(tensor.values, into: output, stream: stream)
        case .blocked(let weights): weights.pack(tensor.values, into: output)
        case .planar(let weights): weights.pack(tensor.values, into: output)
        case .repeated(let count):
            output.update(repeating: tensor.values.first ?? 0, count: count)
        case .channels(let count), .plain(let count):
            output.update(repeating: 0, count: count)
            for (index, value) in tensor.values.prefix(count).enumerated() { output[index] = value }
        }
    }
}
