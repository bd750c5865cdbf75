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

extension Rearrangement {
    /// What ``applied(to:)`` makes a tensor of: the inverse, for numbers that took the rearranged ones'
    /// places.
    ///
    /// - Parameters:
    ///   - tensor: of the rearranged sizes.
    ///   - original: of the sizes before, whose numbers stay where the rearrangement took none.
    /// - Returns: of the original's sizes; nil where several numbers claim one place.
    package func undone(_ tensor: Tensor, in original: Tensor) -> Tensor? {
        switch self {
        case .reshaped: return Tensor(shape: original.shape, values: tensor.values)
        case .transposed(let axes):
            let inverse = axes.indices.map { axis in axes.firstIndex(of: axis) ?? axis }
            return Rearrangement.transposed(inverse).applied(to: tensor)
        case .sliced(let axis, let range):
            var values = original.values
            let inner = original.shape[(axis + 1)...].reduce(1, *)
            let (size, width) = (original.shape[axis] * inner, range.count * inner)
            for outer in 0..<original.shape[..<axis].reduce(1, *) {
                let start = outer * size + range.lowerBound * inner
                let part = tensor.values[outer * width..<(outer + 1) * width]
                values.replaceSubrange(start..<start + width, with: part)
            }
            return Tensor(shape: original.shape, values: values)
        case .repeated(let count):
            let values = original.values.indices.map { tensor.values[$0 * count] }
            let undone = Tensor(shape: original.shape, values: values)
            return applied(to: undone) == tensor ? undone : nil
        }
    }
}
