import Graphs

/// Weights with zeros for channels and groups that do not exist, so that oneDNN has a fast algorithm.
///
/// Linear: it commutes with weighted sums.
struct WeightExpansion: Sendable {
    /// Sizes of a weight as files keep it: channels of the first axis, channels that each of them sees,
    /// groups, and taps of a kernel.
    struct Sizes: Sendable, Equatable {
        let channels: Int
        let seen: Int
        let groups: Int
        let taps: Int

        var count: Int { channels * seen * taps }
    }

    let own: Sizes
    let expanded: Sizes

    /// A weight in its own order at the expanded sizes.
    func callAsFunction(_ plain: [Float]) -> [Float] {
        guard own != expanded else { return plain }
        var result = [Float](repeating: 0, count: expanded.count)
        let perGroup = own.channels / own.groups
        for channel in 0..<own.channels {
            // Groups made one: each channel sees its own group's and zeros for the others.
            let first = expanded.groups < own.groups ? channel / perGroup * own.seen : 0
            let source = channel * own.seen * own.taps
            let target = (channel * expanded.seen + first) * own.taps
            let count = own.seen * own.taps
            result.replaceSubrange(target..<target + count, with: plain[source..<source + count])
        }
        return result
    }
}
