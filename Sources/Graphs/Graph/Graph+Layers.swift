package import Weights

extension Graph {
    /// A parameter that combines channels: the weights of a convolution or of a matrix product.
    package struct Layer: Sendable {
        /// The parameter's name in the file, without `.weight` at its end.
        package let name: String
        /// The node that computes it.
        package let node: Int
        /// Slot of the weights.
        package let slot: Int
        /// The axis of the weights along which output channels stand.
        package let axis: Int
    }

    /// The layers in the order they run.
    package var layers: [Layer] {
        nodes.enumerated().compactMap { index, node in
            node.operation.rule.layer(node.inputs.map { input($0) }).map { weights in
                let (name, ending) = (parameters[weights.slot].name, ".weight")
                let short = name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
                return Layer(
                    name: short.isEmpty ? name : short, node: index, slot: weights.slot,
                    axis: weights.axis)
            }
        }
    }
}

extension Graph {
    /// How deep each parameter is, 0…1: in the middle of its layer, of layers that are all equally deep; nil
    /// before the first.
    ///
    /// What is no layer's own weights belongs to the layer before the node that first reads it.
    package var parameterDepths: [Double?] {
        let layers = layers
        var owners = [Int?](repeating: nil, count: parameters.count)
        for (index, node) in nodes.enumerated() {
            for slot in parametersRead(by: node) where owners[slot] == nil {
                owners[slot] = layers.lastIndex { $0.node <= index }
            }
        }
        for (index, layer) in layers.enumerated() { owners[layer.slot] = index }
        return owners.map { $0.map { (Double($0) + 0.5) / Double(layers.count) } }
    }

    /// Also through nodes that only give a parameter.
    private func parametersRead(by node: Node) -> [Int] {
        if case .parameter = node.operation { return [] }
        return node.operation.parameters
            + node.inputs.compactMap { value in
                guard value > 0, case .parameter(let given) = nodes[value - 1].operation else {
                    return nil
                }
                return given.slot
            }
    }
}

extension Tensor {
    /// The numbers that stand at consecutive blocks of places along an axis, one block a row.
    ///
    /// - Parameters:
    ///   - axis: one of the tensor's.
    ///   - start: the first block's first place.
    ///   - width: places in a block.
    ///   - count: blocks; all lie within the axis.
    package func rows(along axis: Int, start: Int = 0, width: Int = 1, count: Int) -> Tensor {
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        var rows: [Float] = []
        rows.reserveCapacity(outer * width * inner * count)
        for block in 0..<count {
            for outside in 0..<outer {
                let place = (outside * shape[axis] + start + block * width) * inner
                rows.append(contentsOf: values[place..<place + width * inner])
            }
        }
        return Tensor(shape: [count, outer * width * inner], values: rows)
    }

    /// All places along an axis, one a row.
    package func rows(along axis: Int) -> Tensor { rows(along: axis, count: shape[axis]) }

    /// The tensor with blocks along an axis exchanged: block j is what block `order[j]` was.
    ///
    /// - Parameters:
    ///   - start: the first block's first place.
    ///   - width: places in a block.
    ///   - order: a permutation of the blocks.
    package func permuted(along axis: Int, start: Int = 0, width: Int = 1, order: [Int]) -> Tensor {
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result = values
        for outside in 0..<outer {
            let first = outside * shape[axis] + start
            for (block, source) in order.enumerated() where block != source {
                let (to, from) = ((first + block * width) * inner, (first + source * width) * inner)
                for k in 0..<width * inner { result[to + k] = values[from + k] }
            }
        }
        return Tensor(shape: shape, values: result)
    }
}
