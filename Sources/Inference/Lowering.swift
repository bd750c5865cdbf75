import Networks

/// Compiles a graph into a ``Program``, keeping values deferred for as long as one pass can write them.
struct Lowering {
    private let graph: Graph
    private let engine: OneDNNEngine
    private let lanes: Int
    private var values: [Deferred?]
    /// Nodes that still have to read each value.
    private var uses: [Int]
    private var steps: [Program.Step] = []
    private var bufferSizes: [Int] = []
    private var parameters: [PackedParameter] = []
    private var normalisationSizes: [Int] = []

    /// Compiles for the number of threads that the calling thread has now.
    ///
    /// - Parameters:
    ///   - graph: built at the padded size.
    ///   - picture: the incoming picture's size, at most the graph's input size.
    ///   - convention: the colours that the network takes.
    static func program(
        _ graph: Graph, picture: Shape, convention: PixelConvention, engine: OneDNNEngine
    ) throws -> Program {
        var lowering = Lowering(graph: graph, engine: engine)
        lowering.values[0] = input(graph, picture, convention)
        for index in graph.nodes.indices { try lowering.take(index) }
        return lowering.finish()
    }

    private init(graph: Graph, engine: OneDNNEngine) {
        self.graph = graph
        self.engine = engine
        lanes = OneDNNEngine.lanes
        values = Array(repeating: nil, count: graph.shapes.count)
        uses = graph.useCounts
    }

    /// The picture in the network's range and order, mirrored out to the network's size.
    private static func input(
        _ graph: Graph, _ picture: Shape, _ convention: PixelConvention
    ) -> Deferred {
        let reversed = convention.order == .bgr
        let base = Program.Place(
            storage: .picture, offset: reversed ? (picture.channels - 1) * picture.area : 0,
            row: picture.width, block: reversed ? -picture.area : picture.area)
        var value = Deferred(base: base, shape: picture, lanes: 1)
        let range = convention.range
        if range != 0...1 {
            value.affine = .constant(
                scale: range.upperBound - range.lowerBound, shift: range.lowerBound)
        }
        let target = graph.inputShape
        if target != picture {
            value.absorb(
                rows: mirrored(picture.height, target.height),
                columns: mirrored(picture.width, target.width))
        }
        return value
    }

    /// Indices 0 ..< size continued by reflection, back and forth as often as needed.
    private static func mirrored(_ size: Int, _ target: Int) -> [Int32] {
        let period = max(1, 2 * (size - 1))
        return (0..<target).map { index in
            let place = index % period
            return Int32(place < size ? place : period - place)
        }
    }

    // MARK: One node

    private mutating func take(_ index: Int) throws {
        let node = graph.nodes[index]
        let result = index + 1
        for input in node.inputs { uses[input] -= 1 }
        switch node.operation {
        case .convolution(let convolution):
            values[result] = try convolve(convolution, node.inputs[0], graph.shapes[result])
        case .padding(let padding):
            values[result] = gathered(node.inputs[0], padding)
        case .nearestUpsampling(let upsampling):
            values[result] = gathered(node.inputs[0], upsampling)
        case .instanceNormalization(let normalization):
            values[result] = normalised(node.inputs[0], normalization)
        case .activation(let activation):
            values[result] = activated(node.inputs[0], activation)
        case .addition:
            values[result] = added(node.inputs[0], node.inputs[1])
        }
    }

    private mutating func convolve(
        _ convolution: Convolution, _ source: Int, _ shape: Shape
    ) throws -> Deferred {
        let input = written(source, dense: true)
        let primitive = try OneDNNConvolution(
            convolution, input: input.shape, output: shape, lanes: (input.lanes, lanes),
            engine: engine)
        let output = newBuffer(shape, lanes: lanes)
        steps.append(
            .convolve(
                Program.Convolve(
                    primitive: primitive, input: input.base, output: output.base,
                    weight: parameter(convolution.weight, .weights(primitive)),
                    bias: convolution.bias.map {
                        parameter($0, .channels(blocked(shape.channels)))
                    })))
        return output
    }

    private func gathered(_ source: Int, _ padding: Padding) -> Deferred? {
        let shape = graph.shapes[source]
        let edges = padding.edges
        return gathered(
            source,
            rows: padding.sources(size: shape.height, before: edges.top, after: edges.bottom),
            columns: padding.sources(size: shape.width, before: edges.left, after: edges.right))
    }

    private func gathered(_ source: Int, _ upsampling: NearestUpsampling) -> Deferred? {
        let shape = graph.shapes[source]
        return gathered(
            source,
            rows: (0..<shape.height * upsampling.factors.y).map {
                Int32($0 / upsampling.factors.y)
            },
            columns: (0..<shape.width * upsampling.factors.x).map {
                Int32($0 / upsampling.factors.x)
            })
    }

    private func gathered(_ source: Int, rows: [Int32], columns: [Int32]) -> Deferred? {
        var value = values[source]
        if value?.gather == nil { value?.origin = source }
        value?.absorb(rows: rows, columns: columns)
        return value
    }

    private mutating func normalised(
        _ source: Int, _ normalization: InstanceNormalization
    ) -> Deferred {
        var value = written(source)
        let channels = blocked(value.shape.channels)
        steps.append(
            .moments(
                Program.Moments(
                    input: value.base, shape: value.shape, lanes: value.lanes,
                    normalisation: normalisationSizes.count, epsilon: normalization.epsilon,
                    scale: normalization.scale.map { parameter($0, .channels(channels)) },
                    shift: normalization.shift.map { parameter($0, .channels(channels)) })))
        value.affine = .normalisation(normalisationSizes.count)
        normalisationSizes.append(channels)
        return value
    }

    private mutating func activated(_ source: Int, _ activation: Activation) -> Deferred? {
        if var value = values[source], value.absorb(activation) { return value }
        var value = written(source)
        _ = value.absorb(activation)
        return value
    }

    private mutating func added(_ a: Int, _ b: Int) -> Deferred {
        for (first, second) in [(a, b), (b, a)] {
            guard var value = values[first], !value.isStored, value.lanes == values[second]?.lanes
            else { continue }
            if value.absorb(sum: written(second)) { return value }
        }
        var sum = written(a)
        var other = written(b)
        if sum.lanes != other.lanes {
            sum = blocked(sum)
            other = blocked(other)
        }
        _ = sum.absorb(sum: other)
        return sum
    }

    // MARK: Writing

    /// Writes a value where it is not yet in memory.
    ///
    /// - Parameter dense: without gaps between rows and blocks, as oneDNN wants it.
    private mutating func written(_ index: Int, dense: Bool = false) -> Deferred {
        guard let value = values[index] else { return newBuffer(graph.shapes[index], lanes: lanes) }
        if value.isStored, !dense || isDense(value) { return value }
        let output = write(value)
        if value.gather == nil {
            values[index] = output
        } else if let origin = value.origin, uses[origin] > 0,
            values[origin]?.isStored == false,
            let place = value.gather?.placeOfSource(value.shape)
        {
            values[origin] = interior(of: output, at: place, shape: value.shape)
        }
        if value.gather != nil, uses[index] > 0 { values[index] = output }
        return output
    }

    private mutating func write(_ value: Deferred) -> Deferred {
        let output = newBuffer(value.resultShape, lanes: value.lanes)
        let shape = value.resultShape
        steps.append(
            .pass(
                Program.Pass(
                    input: value.base, output: output.base, residual: value.residual,
                    lanes: value.lanes, blocks: value.blocks,
                    rows: value.gather?.rows ?? (0..<Int32(shape.height)).map(\.self),
                    columns: value.gather?.columns ?? (0..<Int32(shape.width)).map(\.self),
                    affine: value.affine, first: value.first, second: value.second)))
        return output
    }

    /// The part of a padded copy that is the value itself, so that it need not be written again.
    private func interior(
        of padded: Deferred, at place: (row: Int, column: Int), shape: Shape
    ) -> Deferred {
        var value = padded
        value.base.offset += place.row * padded.base.row + place.column * padded.lanes
        value.shape = shape
        return value
    }

    /// A stored value brought from planes to blocks, so that it can be added to blocked ones.
    private mutating func blocked(_ value: Deferred) -> Deferred {
        guard value.lanes == 1, lanes > 1 else { return value }
        let output = newBuffer(value.shape, lanes: lanes)
        steps.append(
            .block(
                Program.Block(
                    input: value.base, output: output.base, shape: value.shape, lanes: lanes)))
        return output
    }

    private func isDense(_ value: Deferred) -> Bool {
        guard case .buffer = value.base.storage else { return false }
        let row = value.shape.width * value.lanes
        return value.base.row == row && value.base.block == row * value.shape.height
            && value.base.offset == 0
    }

    private mutating func newBuffer(_ shape: Shape, lanes: Int) -> Deferred {
        let row = shape.width * lanes
        let blocks = (shape.channels + lanes - 1) / lanes
        bufferSizes.append(row * shape.height * blocks)
        let base = Program.Place(
            storage: .buffer(bufferSizes.count - 1), offset: 0, row: row, block: row * shape.height)
        return Deferred(base: base, shape: shape, lanes: lanes)
    }

    private mutating func parameter(_ slot: Int, _ layout: PackedParameter.Layout) -> Int {
        parameters.append(PackedParameter(slot: slot, layout: layout))
        return parameters.count - 1
    }

    private func blocked(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }

    private mutating func finish() -> Program {
        let output = written(graph.output)
        return Program(
            steps: steps, bufferSizes: bufferSizes, parameters: parameters,
            normalisationSizes: normalisationSizes, output: output.base,
            outputShape: output.shape, outputLanes: output.lanes)
    }
}
