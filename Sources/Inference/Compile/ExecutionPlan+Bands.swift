import Graphs

extension ExecutionPlan {
    /// The same plan with large values that one convolution alone reads computed by bands: twice,
    /// first for the sums that their normalization needs.
    ///
    /// What is kept from one step to the next becomes about half as much for style networks.
    func banded() -> ExecutionPlan {
        var plan = self
        let largest = bufferSizes.max() ?? 0
        let pairs = steps.indices.compactMap { index in pair(at: index) }
            .filter { 2 * bufferSizes[$0.buffer] >= largest }
            .sorted { (bufferSizes[$1.buffer], $0.index) < (bufferSizes[$0.buffer], $1.index) }
        var taken: Set<Int> = []
        for pair in pairs where taken.isDisjoint(with: [pair.index, pair.index + 2]) {
            taken.formUnion([pair.index, pair.index + 2])
            var sums = pair.producer
            sums.writing.isKept = false
            let banded = BandedConvolution(pair.producer, pair.consumer)
            plan.steps[pair.index] = .tiled(sums)
            plan.steps[pair.index + 2] = .tiled(banded)
            plan.bufferSizes[pair.buffer] =
                banded.bandRows * pair.producer.writing.output.row * pair.producer.writing.blocks
        }
        return plan
    }

    private struct BandPair {
        let index: Int
        let buffer: Int
        let producer: any BandedConvolution.Producer
        let consumer: any BandedConvolution.Consumer
    }

    /// A convolution, the moments of its output and the convolution that alone reads it.
    private func pair(at index: Int) -> BandPair? {
        guard index + 2 < steps.count, case .tiled(let first) = steps[index],
            case .moments(let moments) = steps[index + 1],
            case .tiled(let second) = steps[index + 2],
            let producer = first as? any BandedConvolution.Producer,
            let consumer = second as? any BandedConvolution.Consumer,
            moments.sums?.place == producer.sums, producer.sums != nil,
            producer.writing.output == consumer.reading.input,
            producer.writing.output.offset == 0, let buffer = producer.writing.output.buffer,
            output.buffer != buffer
        else { return nil }
        let users = steps.indices.filter { steps[$0].places.contains { $0.buffer == buffer } }
        return users == [index, index + 2]
            ? BandPair(index: index, buffer: buffer, producer: producer, consumer: consumer) : nil
    }
}
