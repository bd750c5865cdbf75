package import Graphs
package import Weights

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

        package init(name: String) { self.name = name }
    }
}
