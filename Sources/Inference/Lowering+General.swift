import Networks

/// Operations that have no step of their own.
extension Lowering {
    /// Computes a value with the operation's plain evaluation, in planes.
    mutating func general(_ node: Graph.Node, _ shape: Shape) -> Deferred {
        let inputs = node.inputs.map { (planar($0).base, graph.shapes[$0]) }
        let output = newTensor(shape)
        let slots = node.operation.parameters.map { slot in
            let sizes = graph.parameters[slot].shape
            return Program.General.Parameter(
                slot: slot, sizes: sizes, entry: parameter(slot, .plain(sizes.reduce(1, *))))
        }
        steps.append(
            .general(
                Program.General(
                    operation: node.operation, inputs: inputs, output: output.base, shape: shape,
                    parameters: slots)))
        return output
    }
}
