internal import CKernels

/// θ = Σ αᵢ θᵢ over contiguous floats (deep network interpolation, arXiv 1811.10515, eq. 1).
///
/// Members whose weight is 0 are skipped, and a single member of weight 1 is copied bit for bit; the
/// sum of none is 0.  The sum is taken in the order of the members in float32, so that any share of
/// the range gives the same bits.
///
/// - Parameters:
///   - output: at least `range.upperBound` floats; only `range` is written.
///   - members: one pointer a member, each to at least `range.upperBound` floats.
///   - weights: α, one a member.
package func weightedSum(
    into output: UnsafeMutablePointer<Float>, members: [UnsafePointer<Float>], weights: [Float],
    range: Range<Int>
) {
    let used = weights.indices.filter { weights[$0] != 0 }
    let pointers = used.map { Optional(members[$0]) }
    let alphas = used.map { weights[$0] }
    if alphas.isEmpty {
        (output + range.lowerBound).update(repeating: 0, count: range.count)
    } else if alphas == [1] {
        (output + range.lowerBound).update(
            from: members[used[0]] + range.lowerBound, count: range.count)
    } else {
        segue_kernels_in_use().pointee.weighted_sum(
            output, pointers, alphas, Int32(used.count), Int64(range.lowerBound),
            Int64(range.upperBound))
    }
}

/// The weighted sum of whole tensors, as
/// ``weightedSum(into:members:weights:range:)`` computes it.
///
/// Stops the program when there are no tensors, when their shapes differ or when the weights are not
/// one a tensor: ``differences(_:_:)`` tells before.
public func weightedSum(_ tensors: [Tensor], weights: [Float]) -> Tensor {
    precondition(
        tensors.count == weights.count && !tensors.isEmpty
            && tensors.allSatisfy { $0.shape == tensors[0].shape },
        "weightedSum: tensors of one shape and one weight each")
    let count = tensors[0].elementCount
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let output = buffer.baseAddress, count > 0 else { return }
        output.initialize(repeating: 0, count: count)
        withPointers(to: tensors) { members in
            weightedSum(into: output, members: members, weights: weights, range: 0..<count)
        }
        initialized = count
    }
    return Tensor(shape: tensors[0].shape, values: values)
}

/// Calls the body with a pointer to each tensor's values, valid only during the call.
private func withPointers(
    to tensors: [Tensor], _ pointers: [UnsafePointer<Float>] = [],
    _ body: ([UnsafePointer<Float>]) -> Void
) {
    guard pointers.count < tensors.count else { return body(pointers) }
    tensors[pointers.count].values.withUnsafeBufferPointer { values in
        guard let pointer = values.baseAddress else { return }
        withPointers(to: tensors, pointers + [pointer], body)
    }
}
