import Graphs
import Imaging

/// Compiles a graph into a ``ExecutionPlan``, keeping values deferred for as long as one pass can write them.
struct Lowering {
    let graph: Graph
    let engine: OneDNNEngine
    let precision: Precision
    let lanes: Int
    /// One a value of the graph, as far as nodes have been taken.
    var values: [LazyValue] = []
    /// Values that have been brought to planes, which may also stand elsewhere in blocks.
    var planes: [Int: LazyValue] = [:]
    /// Nodes that still have to read each value.
    var uses: [Int]
    var concatenations: ConcatenationLayout
    /// The step of our own that wrote a value, by value: it can also add up what a normalization needs.
    var producers: [Int: Int] = [:]
    var steps: [ExecutionPlan.Step] = []
    var bufferSizes: [Int] = []
    var parameters: [PackedParameter] = []
    var affines: [ExecutionPlan.Affine] = []
    var constants: [Float] = []

    /// Compiles for the number of threads that the calling thread has now.
    ///
    /// - Parameters:
    ///   - graph: built at the padded size.
    ///   - image: the incoming image's size, at most the graph's input size.
    ///   - convention: the colours that the network takes.
    ///   - margin: rows and columns that the image is continued by on each side, at least.
    ///   - precision: what products are made of; bf16 only where the engine has it.
    ///   - lanes: channels side by side in blocks.
    static func plan(
        _ graph: Graph, image: Shape, convention: PixelConvention, margin: Int,
        engine: OneDNNEngine, precision: Precision = .f32, lanes: Int = OneDNNEngine.lanes
    ) throws -> ExecutionPlan {
        var lowering = Lowering(
            graph: graph, engine: engine, precision: precision, lanes: lanes)
        lowering.values = [lowering.input(image, convention, margin)]
        for (index, node) in graph.nodes.enumerated() {
            for input in node.inputs { lowering.uses[input] -= 1 }
            lowering.values.append(try lowering.value(of: node, graph.shapes[index + 1]))
        }
        return lowering.finish()
    }

    private init(graph: Graph, engine: OneDNNEngine, precision: Precision, lanes: Int) {
        self.graph = graph
        self.engine = engine
        self.precision = precision
        self.lanes = lanes
        uses = graph.useCounts
        concatenations = ConcatenationLayout(graph, lanes: lanes)
    }

    /// The image in the network's range and order, mirrored out to the network's size.
    private mutating func input(
        _ image: Shape, _ convention: PixelConvention, _ margin: Int
    ) -> LazyValue {
        let reversed = convention.input.order == .bgr
        let base = TensorView(
            storage: .image, offset: reversed ? (image.channels - 1) * image.area : 0,
            row: image.width, pixel: 1, block: reversed ? -image.area : image.area)
        var value = LazyValue(base: base, shape: image, lanes: 1)
        let range = convention.input.range
        if range != .unit {
            value.absorb(
                .function(.linear(slope: range.white - range.black, offset: range.black)))
        }
        let target = graph.inputShape
        if target != image {
            value.gather = PixelGather(
                rows: Self.mirrored(image.height, target.height, margin),
                columns: Self.mirrored(image.width, target.width, margin))
        }
        return value
    }

    /// Indices 0 ..< size continued by reflection, back and forth as often as needed.
    static func mirrored(_ size: Int, _ target: Int, _ margin: Int) -> [Int32] {
        let period = max(1, 2 * (size - 1))
        return (-margin..<target - margin).map { index in
            let place = (index % period + period) % period
            return Int32(place < size ? place : period - place)
        }
    }

    private mutating func value(of node: Graph.Node, _ shape: Shape) throws -> LazyValue {
        let isImage = shape.isImage && node.inputs.allSatisfy { graph.shapes[$0].isImage }
        let value =
            isImage
            ? try image(of: node, node.inputs.first ?? 0, shape)
            : tensor(of: node, node.inputs.first ?? 0, shape)
        return value ?? fallback(node, shape)
    }

    /// An image made of images; nil where there is no step for it.
    private mutating func image(
        of node: Graph.Node, _ source: Int, _ shape: Shape
    ) throws -> LazyValue? {
        switch node.operation {
        case .convolution(let operation): try convolved(source, operation, shape)
        case .transposedConvolution(let operation): try convolved(source, operation, shape)
        case .padding(let operation): gathered(source, operation)
        case .nearestUpsampling(let operation): gathered(source, operation)
        case .resizing(let operation): resized(source, operation, shape)
        case .pooling(let operation): pooled(source, operation, shape)
        case .instanceNormalization(let operation): normalized(source, operation)
        case .groupNormalization(let operation): normalized(source, operation)
        case .layerNormalization(let operation): normalized(source, operation)
        case .batchNormalization(let operation): normalized(source, operation)
        case .parametricReLU(let operation): rectified(source, operation)
        case .concatenation(let operation): concatenated(node.inputs, operation, shape)
        case .slicing(let operation): sliced(source, operation)
        case .selection(let operation): selected(source, operation, shape)
        case .pixelShuffle(let operation): unfolded(source, operation, shape)
        case .pixelUnshuffle(let operation): folded(source, operation, shape)
        case .matrixProduct, .reduction, .softmax, .activation, .arithmetic, .transposition,
            .reshaping, .parameter, .fill:
            tensor(of: node, source, shape)
        }
    }

    /// A value of any rank; nil where there is no step for it, so that it is computed by its plain
    /// evaluation, which is slow.
    private mutating func tensor(of node: Graph.Node, _ source: Int, _ shape: Shape) -> LazyValue? {
        switch node.operation {
        case .activation(let operation): staged(source, .function(operation))
        case .arithmetic(let operation):
            combined(source, node.inputs[1], operation.function, shape)
        case .parameter(let operation): parameterValue(operation, shape)
        case .fill(let operation): filled(operation, shape)
        case .reshaping: reshaped(source, shape)
        case .transposition(let operation): transposed(source, operation, shape)
        case .slicing(let operation): cut(source, operation, shape)
        case .concatenation(let operation): joined(node.inputs, operation, shape)
        case .matrixProduct: multiplied(source, node.inputs[1], shape)
        case .softmax(let operation): softened(source, operation, shape)
        case .reduction(let operation): reduced(source, operation, shape)
        case .instanceNormalization, .batchNormalization, .groupNormalization, .layerNormalization,
            .parametricReLU, .selection:
            nil
        // These take images only.
        case .convolution, .transposedConvolution, .padding, .nearestUpsampling, .resizing,
            .pooling, .pixelShuffle, .pixelUnshuffle:
            nil
        }
    }

    /// Takes in a stage, or writes the value first.
    mutating func staged(_ source: Int, _ stage: ExecutionPlan.Stage) -> LazyValue {
        var value = values[source].takesStage ? values[source] : written(source)
        value.absorb(stage)
        return value
    }
}

/// Operations that have no step of their own.
extension Lowering {
    /// Computes a value with the operation's plain evaluation, in planes.
    mutating func fallback(_ node: Graph.Node, _ shape: Shape) -> LazyValue {
        let inputs = node.inputs.map { (planar($0).base, graph.shapes[$0]) }
        let output = newTensor(shape)
        let slots = node.operation.parameters.map { slot in
            let sizes = graph.parameters[slot].shape
            return ExecutionPlan.ReferenceFallback.Parameter(
                slot: slot, sizes: sizes, entry: parameter(slot, .plain(sizes.reduce(1, *))))
        }
        steps.append(
            .fallback(
                ExecutionPlan.ReferenceFallback(
                    operation: node.operation, inputs: inputs, output: output.base, shape: shape,
                    parameters: slots)))
        return output
    }
}
