import Networks

/// Compiles a graph into a ``Program``, keeping values deferred for as long as one pass can write them.
struct Lowering {
    let graph: Graph
    private let engine: OneDNNEngine
    let lanes: Int
    /// One a value of the graph, as far as nodes have been taken.
    var values: [Deferred] = []
    /// Nodes that still have to read each value.
    var uses: [Int]
    var steps: [Program.Step] = []
    var bufferSizes: [Int] = []
    var parameters: [PackedParameter] = []
    var affines: [Program.Affine] = []

    /// Compiles for the number of threads that the calling thread has now.
    ///
    /// - Parameters:
    ///   - graph: built at the padded size.
    ///   - picture: the incoming picture's size, at most the graph's input size.
    ///   - convention: the colours that the network takes.
    ///   - margin: rows and columns that the picture is continued by on each side, at least.
    static func program(
        _ graph: Graph, picture: Shape, convention: PixelConvention, margin: Int,
        engine: OneDNNEngine
    ) throws -> Program {
        var lowering = Lowering(graph: graph, engine: engine)
        lowering.values = [lowering.input(picture, convention, margin)]
        for (index, node) in graph.nodes.enumerated() {
            for input in node.inputs { lowering.uses[input] -= 1 }
            lowering.values.append(try lowering.value(of: node, graph.shapes[index + 1]))
        }
        return lowering.finish()
    }

    private init(graph: Graph, engine: OneDNNEngine) {
        self.graph = graph
        self.engine = engine
        lanes = OneDNNEngine.lanes
        uses = graph.useCounts
    }

    /// The picture in the network's range and order, mirrored out to the network's size.
    private mutating func input(
        _ picture: Shape, _ convention: PixelConvention, _ margin: Int
    ) -> Deferred {
        let reversed = convention.order == .bgr
        let base = Program.Place(
            storage: .picture, offset: reversed ? (picture.channels - 1) * picture.area : 0,
            row: picture.width, block: reversed ? -picture.area : picture.area)
        var value = Deferred(base: base, shape: picture, lanes: 1)
        let range = convention.range
        if range != 0...1 {
            value.affine = affine(
                Program.Affine(
                    channels: picture.channels, scale: range.upperBound - range.lowerBound,
                    shift: range.lowerBound))
        }
        let target = graph.inputShape
        if target != picture {
            value.absorb(
                rows: Self.mirrored(picture.height, target.height, margin),
                columns: Self.mirrored(picture.width, target.width, margin))
        }
        return value
    }

    /// Indices 0 ..< size continued by reflection, back and forth as often as needed.
    private static func mirrored(_ size: Int, _ target: Int, _ margin: Int) -> [Int32] {
        let period = max(1, 2 * (size - 1))
        return (-margin..<target - margin).map { index in
            let place = (index % period + period) % period
            return Int32(place < size ? place : period - place)
        }
    }

    private mutating func value(of node: Graph.Node, _ shape: Shape) throws -> Deferred {
        guard let source = node.inputs.first, shape.isPicture,
            node.inputs.allSatisfy({ graph.shapes[$0].isPicture })
        else { return general(node, shape) }
        switch node.operation {
        case .convolution(let convolution): return try convolved(source, convolution, shape)
        case .padding(let padding) where padding.mode.isGathered: return gathered(source, padding)
        case .nearestUpsampling(let upsampling): return gathered(source, upsampling)
        case .instanceNormalization(let normalization): return normalised(source, normalization)
        case .activation(let activation) where activation.hasKernel:
            return activated(source, activation)
        case .arithmetic(let arithmetic)
        where arithmetic.function == .addition
            && graph.shapes[source] == graph.shapes[node.inputs[1]]:
            return added(source, node.inputs[1])
        default: return general(node, shape)
        }
    }

    private mutating func convolved(
        _ source: Int, _ convolution: Convolution, _ shape: Shape
    ) throws -> Deferred {
        var input = written(source, dense: true)
        // oneDNN reads planes only of pictures.
        if input.lanes == 1, input.shape.channels > 4 { input = blocked(input) }
        let primitive = try OneDNNConvolution(
            convolution, input: input.shape, output: shape, lanes: (input.lanes, lanes),
            engine: engine)
        let output = newBuffer(shape, lanes: lanes)
        let weight = parameter(convolution.weight, .weights(primitive))
        let bias = convolution.bias.map { parameter($0, .channels(wholeBlocks(shape.channels))) }
        steps.append(
            .convolve(
                Program.Convolve(
                    primitive: primitive, input: input.base, output: output.base, weight: weight,
                    bias: bias)))
        return output
    }

    private func gathered(_ source: Int, _ padding: Padding) -> Deferred {
        let shape = graph.shapes[source]
        let edges = padding.edges
        return gathered(
            source,
            rows: padding.sources(size: shape.height, before: edges.top, after: edges.bottom),
            columns: padding.sources(size: shape.width, before: edges.left, after: edges.right))
    }

    private func gathered(_ source: Int, _ upsampling: NearestUpsampling) -> Deferred {
        let shape = graph.shapes[source]
        let factors = upsampling.factors
        return gathered(
            source, rows: (0..<shape.height * factors.y).map { Int32($0 / factors.y) },
            columns: (0..<shape.width * factors.x).map { Int32($0 / factors.x) })
    }

    private func gathered(_ source: Int, rows: [Int32], columns: [Int32]) -> Deferred {
        var value = values[source]
        if value.gather == nil { value.origin = source }
        value.absorb(rows: rows, columns: columns)
        return value
    }

    private mutating func normalised(
        _ source: Int, _ normalization: InstanceNormalization
    ) -> Deferred {
        var value = written(source)
        let channels = wholeBlocks(value.shape.channels)
        let table = affine(Program.Affine(channels: channels))
        let scale = normalization.scale.map { parameter($0, .channels(channels)) }
        let shift = normalization.shift.map { parameter($0, .channels(channels)) }
        steps.append(
            .moments(
                Program.Moments(
                    input: value.base, shape: value.shape, lanes: value.lanes, affine: table,
                    epsilon: normalization.epsilon, scale: scale, shift: shift)))
        value.affine = table
        return value
    }

    private mutating func activated(_ source: Int, _ activation: Activation) -> Deferred {
        var value = values[source]
        if value.absorb(activation) { return value }
        value = written(source)
        _ = value.absorb(activation)
        return value
    }

    /// One side stays deferred, if it can, and takes in the other, which is written.
    private mutating func added(_ a: Int, _ b: Int) -> Deferred {
        let keepsFirst = values[a].takesSum && !values[a].isStored || !values[b].takesSum
        let (kept, other) = keepsFirst ? (a, b) : (b, a)
        var sum = values[kept].takesSum ? values[kept] : written(kept)
        var residual = written(other)
        if sum.lanes < residual.lanes {
            sum = blocked(written(kept))
        } else if residual.lanes < sum.lanes {
            residual = blocked(residual)
        }
        sum.residual = residual.base
        return sum
    }
}

extension Padding.Mode {
    /// Whether added pixels are zeros or come from the picture.
    fileprivate var isGathered: Bool {
        if case .constant(let value) = self { return value == 0 }
        return true
    }
}

extension Activation {
    /// Whether passes compute the function.
    fileprivate var hasKernel: Bool {
        switch self {
        case .relu, .leakyReLU, .sigmoid, .tanh, .clip: true
        default: false
        }
    }
}
