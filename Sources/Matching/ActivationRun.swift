package import Graphs
package import Weights

/// Runs a graph on a few small images node by node, showing every value on the way.
///
/// For measuring, not for rendering: convolutions are matrix products over copied windows, everything
/// else its plain evaluation.
package struct ActivationRun: Sendable {
    package let graph: Graph
    /// The last node that reads each value; values are dropped after it.
    private let lastReaders: [Int]

    package init(_ graph: Graph) {
        self.graph = graph
        var last = Array(repeating: -1, count: graph.shapes.count)
        for (index, node) in graph.nodes.enumerated() {
            for input in node.inputs { last[input] = index }
        }
        last[graph.output] = graph.nodes.count
        lastReaders = last
    }

    /// Computes all nodes in order.
    ///
    /// - Parameters:
    ///   - parameters: by slot, shaped as the graph says.
    ///   - images: one input each, as many values as the graph's input shape has, in the network's
    ///     own order and range.
    ///   - visit: called after each node with its number and its value for each image, which it may
    ///     change before later nodes read it.
    /// - Returns: the output for each image.
    package func run(
        parameters: [Tensor], pictures: [Tensor], visit: (Int, inout [Tensor]) -> Void
    ) -> [Tensor] {
        var values: [Int: [Tensor]] = [
            0: pictures.map { Tensor(shape: graph.inputShape.sizes, values: $0.values) }
        ]
        for (index, node) in graph.nodes.enumerated() {
            let shape = graph.shapes[index + 1]
            var results = pictures.indices.map { picture in
                let inputs = node.inputs.compactMap { values[$0]?[picture] }
                return node.operation.value(of: inputs, parameters, shape)
            }
            visit(index, &results)
            for input in Set(node.inputs) where lastReaders[input] == index {
                values[input] = nil
            }
            values[index + 1] = results
        }
        return values[graph.output] ?? []
    }
}

extension Operation {
    /// What ``evaluate(_:_:_:)`` computes, sooner where it is a convolution in one group.
    fileprivate func value(of inputs: [Tensor], _ parameters: [Tensor], _ shape: Shape) -> Tensor {
        guard case .convolution(let convolution) = self, convolution.groups == 1 else {
            return evaluate(inputs, parameters, shape)
        }
        let weights = parameters[convolution.weight]
        let filters = Tensor(
            shape: [shape.channels, weights.elementCount / shape.channels], values: weights.values)
        var values = rowProducts(filters, convolution.windows(of: inputs[0], shape))
        if let bias = convolution.bias {
            for (channel, shift) in parameters[bias].values.enumerated() {
                for place in channel * shape.area..<(channel + 1) * shape.area {
                    values[place] += shift
                }
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }
}

extension Convolution {
    /// What each output pixel sees of the input, a row a pixel, in the order of a filter's weights.
    fileprivate func windows(of input: Tensor, _ shape: Shape) -> Tensor {
        let x = input.valueShape
        let (channels, kernel, area) = (inputChannels, kernel, x.area)
        let (taps, width, columns) = (kernel.y * kernel.x, shape.width, x.width)
        let depth = channels * taps
        let count = shape.area * depth
        let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            input.values.withUnsafeBufferPointer { source in
                for tap in 0..<taps {
                    let (u, v) = (tap / kernel.x, tap % kernel.x)
                    for i in 0..<shape.height {
                        let y = i * strides.y - padding.top + u * dilations.y
                        guard (0..<x.height).contains(y) else { continue }
                        for j in 0..<width {
                            let column = j * strides.x - padding.left + v * dilations.x
                            guard (0..<columns).contains(column) else { continue }
                            var target = (i * width + j) * depth + tap
                            var place = y * columns + column
                            for _ in 0..<channels {
                                buffer[target] = source[place]
                                target += taps
                                place += area
                            }
                        }
                    }
                }
            }
            initialized = count
        }
        return Tensor(shape: [shape.area, depth], values: values)
    }
}
