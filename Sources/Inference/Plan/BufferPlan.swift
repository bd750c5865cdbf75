import Graphs

/// Where each of a plan's buffers lies in one stretch of memory; buffers that are never alive at
/// the same time share it.
struct BufferPlan: Sendable {
    /// Floats from the start of the memory, one a buffer; multiples of 16 (64 bytes).
    let offsets: [Int]
    /// Floats in all.
    let total: Int

    /// - Parameter kept: buffers that nothing may overwrite from one frame to the next.
    init(_ plan: ExecutionPlan, keeping kept: Set<Int> = []) {
        var lifetimes = Self.lifetimes(plan)
        for buffer in kept { lifetimes[buffer] = 0...plan.steps.count }
        self.init(sizes: plan.bufferSizes, lifetimes: lifetimes)
    }

    /// Places the largest buffers first, each at the lowest offset that is free for its lifetime.
    ///
    /// - Parameter lifetimes: first and last step that touches each buffer; nil for unused ones.
    init(sizes: [Int], lifetimes: [ClosedRange<Int>?]) {
        var offsets = Array(repeating: 0, count: sizes.count)
        var placed: [Int] = []
        var total = 0
        for buffer in sizes.indices.sorted(by: { (sizes[$0], $1) > (sizes[$1], $0) }) {
            guard let lifetime = lifetimes[buffer] else { continue }
            let rivals = placed.filter { lifetimes[$0]?.overlaps(lifetime) == true }
                .sorted { offsets[$0] < offsets[$1] }
            var offset = 0
            for rival in rivals {
                if offset + sizes[buffer] <= offsets[rival] { break }
                offset = max(offset, (offsets[rival] + sizes[rival] + 15) / 16 * 16)
            }
            offsets[buffer] = offset
            placed.append(buffer)
            total = max(total, offset + sizes[buffer])
        }
        self.offsets = offsets
        self.total = total
    }

    private static func lifetimes(_ plan: ExecutionPlan) -> [ClosedRange<Int>?] {
        var lifetimes = [ClosedRange<Int>?](repeating: nil, count: plan.bufferSizes.count)
        func touch(_ place: TensorView?, _ step: Int) {
            guard case .buffer(let buffer)? = place?.storage else { return }
            let first = lifetimes[buffer]?.lowerBound ?? step
            lifetimes[buffer] = first...step
        }
        for (index, step) in plan.steps.enumerated() {
            for place in step.places { touch(place, index) }
        }
        touch(plan.output, plan.steps.count)
        return lifetimes
    }
}

extension ExecutionPlan.Step {
    /// Everything in memory that the step reads or writes.
    var places: [TensorView] {
        switch self {
        case .pass(let pass): [pass.input, pass.output] + pass.operands
        case .arrange(let arrangement): arrangement.inputs + [arrangement.output]
        case .moments(let moments): [moments.sums?.place ?? moments.input]
        case .statistics: []
        case .normalize(let normalization): [normalization.input, normalization.output]
        case .convolve(let convolve): [convolve.input, convolve.output]
        case .tiled(let convolution): convolution.places
        case .resize(let resize): [resize.input, resize.output]
        case .pool(let pool): [pool.input, pool.output]
        case .reducePixels(let reduce), .reduceChannels(let reduce): [reduce.input, reduce.output]
        case .multiply(let multiply): [multiply.a, multiply.b, multiply.output]
        case .softmax(let soften): [soften.input, soften.output]
        case .gather(let gather): [gather.input, gather.output]
        case .fallback(let fallback): fallback.inputs.map(\.place) + [fallback.output]
        }
    }
}
