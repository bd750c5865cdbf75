package import Weights

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
