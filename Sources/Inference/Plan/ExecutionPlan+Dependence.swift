import Graphs

extension ExecutionPlan {
    /// Whether each step's result depends on the mixture: what does not is computed once for an image.
    ///
    /// A first convolution that does depend on it is linear in the members, so that its outputs could be
    /// summed in place of its weights.  Policy: deliberately not done.  Of a style network's frame it
    /// would save some 4 % between two members and less among more, for the memory of every member's
    /// output, and a still's frames would have other last bits than those of a video or of `apply`.
    ///
    /// - Parameter varies: whether members differ in a packed parameter.
    func dependence(_ varies: (Int) -> Bool) -> [Bool] {
        var buffers: Set<Int> = []
        var tables: Set<Int> = []
        return steps.map { step in
            let own = step.places.compactMap(\.buffer)
            let depends =
                own.contains { buffers.contains($0) } || step.parameters.contains(where: varies)
                || step.tables.contains { tables.contains($0) }
            guard depends else { return false }
            buffers.formUnion(own)
            tables.formUnion(step.tables)
            return true
        }
    }

    /// Buffers that a step independent of the mixture writes and another one reads: they are kept from
    /// frame to frame.
    func keptBuffers(_ dependence: [Bool]) -> Set<Int> {
        func touched(_ depends: Bool) -> Set<Int> {
            Set(
                zip(steps, dependence).filter { $0.1 == depends }
                    .flatMap { $0.0.places.compactMap(\.buffer) })
        }
        var later = touched(true)
        if let output = output.buffer { later.insert(output) }
        return touched(false).intersection(later)
    }
}

extension ExecutionPlan.Step {
    /// Entries of the packed parameters that it reads.
    fileprivate var parameters: [Int] { places.compactMap(\.parameter) + ownParameters }

    private var ownParameters: [Int] {
        switch self {
        case .pass(let pass): pass.stages.compactMap(\.rectifier)
        case .moments(let moments): [moments.scale, moments.shift].compactMap(\.self)
        case .statistics(let statistics):
            [statistics.scale, statistics.shift].compactMap(\.self)
                + [statistics.mean, statistics.variance]
        case .convolve(let convolve): [convolve.weight] + (convolve.bias.map { [$0] } ?? [])
        case .tiled(let convolution): convolution.parameters
        case .fallback(let fallback): fallback.parameters.map(\.entry)
        case .arrange, .normalize, .resize, .pool, .reducePixels, .reduceChannels, .multiply,
            .softmax, .gather:
            []
        }
    }

    /// Tables of scales and shifts that it reads or writes.
    fileprivate var tables: [Int] {
        switch self {
        case .pass(let pass): pass.stages.compactMap(\.table)
        case .moments(let moments): [moments.affine]
        case .statistics(let statistics): [statistics.affine]
        case .tiled(let convolution): convolution.tables
        case .arrange, .normalize, .convolve, .resize, .pool, .reducePixels, .reduceChannels,
            .multiply, .softmax, .gather, .fallback:
            []
        }
    }
}

extension ExecutionPlan.Stage {
    fileprivate var table: Int? {
        guard case .affine(let table) = self else { return nil }
        return table
    }

    fileprivate var rectifier: Int? {
        guard case .rectifier(let entry) = self else { return nil }
        return entry
    }
}
