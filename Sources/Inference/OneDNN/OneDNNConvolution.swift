internal import COneDNN
import Graphs

/// A convolution, or a transposed one, compiled for one input size, shared by all workers.
///
/// The corresponding C types are `dnnl_primitive_desc_t` and `dnnl_primitive_t`.  Sendable: a
/// primitive with a scratchpad of the caller's may be executed from several threads at once.
final class OneDNNConvolution: @unchecked Sendable {
    private let description: dnnl_primitive_desc_t
    private let primitive: dnnl_primitive_t
    private let engine: OneDNNEngine
    private let shape: segue_convolution
    private let expansion: WeightExpansion

    /// Bytes of the packed weights.
    let weightBytes: Int
    /// Bytes of working memory that an execution needs.
    let scratchpadBytes: Int

    /// What oneDNN calls the algorithm that it chose.
    let implementation: String
    /// Its sizes as the network has them.
    let form: ConvolutionForm

    /// Compiles the convolution for the number of threads that the calling thread has now.
    ///
    /// - Parameter lanes: channels side by side in the input and in the output.
    convenience init(
        _ convolution: Convolution, input: Shape, output: Shape,
        lanes: (input: Int, output: Int), engine: OneDNNEngine
    ) throws(InferenceError) {
        var shape = segue_convolution(input: input, output: output, lanes: lanes)
        shape.has_bias = convolution.bias == nil ? 0 : 1
        shape.set(
            convolution.kernel, convolution.strides, convolution.dilations, convolution.padding)
        shape.groups = Int64(convolution.groups)
        try self.init(shape, engine: engine)
    }

    /// Compiles a transposed convolution; see ``init(_:input:output:lanes:engine:)-(Convolution,_,_,_,_)``.
    convenience init(
        _ convolution: TransposedConvolution, input: Shape, output: Shape,
        lanes: (input: Int, output: Int), engine: OneDNNEngine
    ) throws(InferenceError) {
        var shape = segue_convolution(input: input, output: output, lanes: lanes)
        shape.is_transposed = 1
        shape.has_bias = convolution.bias == nil ? 0 : 1
        let (dropped, added) = (convolution.padding, convolution.outputPadding)
        let edges = Edges(
            top: dropped.top, left: dropped.left, bottom: dropped.bottom - added.y,
            right: dropped.right - added.x)
        shape.set(convolution.kernel, convolution.strides, convolution.dilations, edges)
        shape.groups = Int64(convolution.groups)
        try self.init(shape, engine: engine)
    }

    /// Takes the first form of the convolution for which oneDNN has more than plain loops.
    private init(
        _ convolution: segue_convolution, engine: OneDNNEngine
    ) throws(InferenceError) {
        var shape = convolution
        var description = try Self.description(of: &shape, engine)
        for wider in convolution.widerForms
        where Self.name(of: description).hasPrefix("ref") {
            var candidate = wider
            let other = try Self.description(of: &candidate, engine)
            let isFast = !Self.name(of: other).hasPrefix("ref")
            dnnl_primitive_desc_destroy(isFast ? description : other)
            if isFast { (shape, description) = (candidate, other) }
        }
        var primitive: dnnl_primitive_t?
        let status = dnnl_primitive_create(&primitive, description)
        guard status == dnnl_success, let primitive else {
            dnnl_primitive_desc_destroy(description)
            throw .oneDNN(
                call: "dnnl_primitive_create(convolution)",
                code: Int32(bitPattern: status.rawValue))
        }
        self.shape = shape
        self.description = description
        self.primitive = primitive
        self.engine = engine
        weightBytes = segue_argument_bytes(description, dnnl_query_weights_md)
        implementation = Self.name(of: description)
        form = ConvolutionForm(convolution)
        expansion = WeightExpansion(own: convolution.weightSizes, expanded: shape.weightSizes)
        scratchpadBytes = segue_argument_bytes(description, dnnl_query_scratchpad_md)
    }

    private static func description(
        of shape: inout segue_convolution, _ engine: OneDNNEngine
    ) throws(InferenceError) -> dnnl_primitive_desc_t {
        var description: dnnl_primitive_desc_t?
        try check(
            "dnnl_primitive_desc_create(convolution)",
            segue_convolution_describe(engine.handle, &shape, &description))
        guard let description else {
            throw .oneDNN(call: "dnnl_primitive_desc_create(convolution)", code: 0)
        }
        return description
    }

    private static func name(of description: dnnl_primitive_desc_t) -> String {
        segue_implementation(description).map { String(cString: $0) } ?? ""
    }

    deinit {
        dnnl_primitive_destroy(primitive)
        dnnl_primitive_desc_destroy(description)
    }

    /// Brings weights from the order of files, outputs × inputs × rows × columns, to the layout of
    /// this convolution.  Linear: packing commutes with weighted sums.
    ///
    /// - Parameter packed: ``weightBytes`` bytes.
    func pack(
        _ plain: [Float], into packed: UnsafeMutableRawPointer, stream: OneDNNEngine.Stream
    ) throws(InferenceError) {
        var shape = shape
        let status = expansion(plain).withUnsafeBufferPointer {
            segue_pack_weights(
                description, &shape, engine.handle, stream.handle, $0.baseAddress, packed)
        }
        try check("dnnl_reorder_primitive_desc_create", status)
    }

    /// Binds the convolution to one worker's buffers.
    func bound(to buffers: Buffers) throws(InferenceError) -> Bound {
        try Bound(self, buffers)
    }

    /// Where one worker keeps a convolution's arguments.
    struct Buffers {
        let source: UnsafeMutableRawPointer
        let destination: UnsafeMutableRawPointer
        let weights: UnsafeMutableRawPointer
        let bias: UnsafeMutableRawPointer?
        let scratchpad: UnsafeMutableRawPointer?
    }

    /// A convolution with its arguments, ready to run again and again.
    final class Bound {
        private let convolution: OneDNNConvolution
        private var arguments: [dnnl_exec_arg_t] = []

        fileprivate init(
            _ convolution: OneDNNConvolution, _ buffers: Buffers
        ) throws(InferenceError) {
            self.convolution = convolution
            try bind(SEGUE_ARG_SRC, dnnl_query_src_md, buffers.source)
            try bind(SEGUE_ARG_DST, dnnl_query_dst_md, buffers.destination)
            try bind(SEGUE_ARG_WEIGHTS, dnnl_query_weights_md, buffers.weights, index: 0)
            if let bias = buffers.bias { try bindBias(bias) }
            if let scratchpad = buffers.scratchpad {
                try bind(SEGUE_ARG_SCRATCHPAD, dnnl_query_scratchpad_md, scratchpad)
            }
        }

        deinit {
            for argument in arguments { dnnl_memory_destroy(argument.memory) }
        }

        /// Computes the destination; returns when it is done.
        func run(on stream: OneDNNEngine.Stream) throws(InferenceError) {
            try check(
                "dnnl_primitive_execute(convolution)",
                dnnl_primitive_execute(
                    convolution.primitive, stream.handle, Int32(arguments.count), arguments))
            try check("dnnl_stream_wait", dnnl_stream_wait(stream.handle))
        }

        private func bind(
            _ argument: segue_argument, _ query: dnnl_query_t, _ data: UnsafeMutableRawPointer,
            index: Int32 = 0
        ) throws(InferenceError) {
            var memory: dnnl_memory_t?
            try check(
                "dnnl_memory_create",
                segue_argument_memory(
                    convolution.description, query, index, convolution.engine.handle, data, &memory)
            )
            arguments.append(
                dnnl_exec_arg_t(arg: Int32(bitPattern: argument.rawValue), memory: memory))
        }

        private func bindBias(_ data: UnsafeMutableRawPointer) throws(InferenceError) {
            try bind(SEGUE_ARG_BIAS, dnnl_query_weights_md, data, index: 1)
        }
    }
}

extension segue_convolution {
    fileprivate init(input: Shape, output: Shape, lanes: (input: Int, output: Int)) {
        self.init()
        input_channels = Int64(input.channels)
        output_channels = Int64(output.channels)
        self.input = (Int64(input.height), Int64(input.width))
        self.output = (Int64(output.height), Int64(output.width))
        input_lanes = Int32(lanes.input)
        output_lanes = Int32(lanes.output)
    }

    fileprivate mutating func set(
        _ kernel: Pair, _ strides: Pair, _ dilations: Pair, _ edges: Edges
    ) {
        self.kernel = (Int64(kernel.y), Int64(kernel.x))
        self.strides = (Int64(strides.y), Int64(strides.x))
        self.dilations = (Int64(dilations.y), Int64(dilations.x))
        before = (Int64(edges.top), Int64(edges.left))
        after = (Int64(edges.bottom), Int64(edges.right))
    }

    /// The same convolution with zero channels up to whole blocks, then with one group: what the memory
    /// of blocked values has room for.
    fileprivate var widerForms: [segue_convolution] {
        let isDepthwise = groups == input_channels && groups == output_channels
        var padded = self
        padded.output_channels = Self.whole(output_channels, output_lanes)
        if input_lanes > 1 { padded.input_channels = Self.whole(input_channels, input_lanes) }
        if groups == 1 { return [padded] }
        var dense = padded
        dense.groups = 1
        padded.groups = padded.output_channels
        let forms = isDepthwise && input_lanes > 1 ? [padded, dense] : [dense]
        return forms.filter { $0.weightSizes.count <= Self.largestExpansion }
    }

    /// Floats of a weight whose groups were made one, at most.
    private static let largestExpansion = 1 << 24

    private static func whole(_ channels: Int64, _ lanes: Int32) -> Int64 {
        (channels + Int64(lanes) - 1) / Int64(lanes) * Int64(lanes)
    }

    fileprivate var weightSizes: WeightExpansion.Sizes {
        let (first, second) =
            is_transposed == 1
            ? (input_channels, output_channels) : (output_channels, input_channels)
        return WeightExpansion.Sizes(
            channels: Int(first), seen: Int(second / groups), groups: Int(groups),
            taps: Int(kernel.0 * kernel.1))
    }
}

extension ConvolutionForm {
    init(_ shape: segue_convolution) {
        func pair(_ rows: dnnl_dim_t, _ columns: dnnl_dim_t) -> Pair {
            Pair(Int(rows), Int(columns))
        }
        inputChannels = Int(shape.input_channels)
        outputChannels = Int(shape.output_channels)
        groups = Int(shape.groups)
        kernel = pair(shape.kernel.0, shape.kernel.1)
        strides = pair(shape.strides.0, shape.strides.1)
        dilations = pair(shape.dilations.0, shape.dilations.1)
        inputSize = pair(shape.input.0, shape.input.1)
        outputSize = pair(shape.output.0, shape.output.1)
        isTransposed = shape.is_transposed == 1
    }
}
