package import Weights

extension Rearrangement {
    /// What ``applied(to:)`` makes a tensor of: the inverse, for numbers that took the rearranged ones'
    /// places.
    ///
    /// - Parameters:
    ///   - tensor: of the rearranged sizes.
    ///   - original: of the sizes before, whose numbers stay where the rearrangement took none.
    /// - Returns: of the original's sizes; nil where several numbers claim one place.
    func undone(_ tensor: Tensor, in original: Tensor) -> Tensor? {
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

extension Network {
    /// The file's tensors when other numbers stand in a graph's slots; ``parameters(of:)`` is the
    /// inverse.
    ///
    /// - Parameter parameters: by slot, shaped as the graph says.
    /// - Returns: all of the file's tensors, or the name of the first that would have to hold two
    ///   numbers in one place.
    package func tensors(
        holding parameters: [Tensor], of graph: Graph
    ) -> Result<[String: Tensor], SharedTensor> {
        var tensors = tensors
        for (parameter, tensor) in zip(graph.parameters, parameters) {
            guard let stored = tensors[parameter.name] else { continue }
            var stages = [stored]
            for rearrangement in parameter.rearrangements {
                stages.append(rearrangement.applied(to: stages[stages.count - 1]))
            }
            var result = tensor
            for (rearrangement, original) in zip(parameter.rearrangements, stages).reversed() {
                guard let undone = rearrangement.undone(result, in: original) else {
                    return .failure(SharedTensor(name: parameter.name))
                }
                result = undone
            }
            tensors[parameter.name] = result
        }
        for (parameter, tensor) in zip(graph.parameters, parameters) {
            guard let stored = tensors[parameter.name] else { continue }
            let read = parameter.rearrangements.reduce(stored) { $1.applied(to: $0) }
            guard read == tensor else { return .failure(SharedTensor(name: parameter.name)) }
        }
        return .success(tensors)
    }

    /// A tensor that a file keeps once for several uses.
    package struct SharedTensor: Error {
        package let name: String
    }
}
