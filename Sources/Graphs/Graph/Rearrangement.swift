package import Weights

/// A change in the order or the sizes of a parameter between its file and its slot.
///
/// Linear: it commutes with weighted sums, so it is done once a member.
package enum Rearrangement: Sendable, Hashable {
    /// Other sizes for the same numbers.
    case reshaped([Int])
    /// `axes[k]` is the tensor's axis that becomes axis k.
    case transposed([Int])
    /// Consecutive places along one axis.
    case sliced(axis: Int, Range<Int>)
    /// Every element that many times in a row; the result has rank 1.
    case repeated(Int)
}

extension Rearrangement {
    /// The sizes it makes of a tensor's; nil when they do not fit.
    package func shape(of sizes: [Int]) -> [Int]? {
        switch self {
        case .reshaped(let wanted):
            return Shape(wanted).count == Shape(sizes).count ? wanted : nil
        case .transposed(let axes):
            return axes.sorted() == Array(sizes.indices) ? axes.map { sizes[$0] } : nil
        case .sliced(let axis, let range):
            guard sizes.indices.contains(axis), range.lowerBound >= 0,
                range.upperBound <= sizes[axis]
            else { return nil }
            var result = sizes
            result[axis] = range.count
            return result
        case .repeated(let count):
            return [Shape(sizes).count * count]
        }
    }

    /// The tensor rearranged; the tensor itself when it does not fit.
    package func applied(to tensor: Tensor) -> Tensor {
        guard let sizes = shape(of: tensor.shape) else { return tensor }
        let (source, steps) = (tensor.values, Shape(tensor.shape).steps)
        switch self {
        case .reshaped: return Tensor(shape: sizes, values: source)
        case .transposed(let axes):
            return Tensor(Shape(sizes), gathering: source, steps: axes.map { steps[$0] })
        case .sliced(let axis, let range):
            return Tensor(
                Shape(sizes), gathering: source, steps: steps,
                start: range.lowerBound * steps[axis])
        case .repeated(let count):
            return Tensor(
                shape: sizes, values: source.flatMap { Array(repeating: $0, count: count) })
        }
    }
}
