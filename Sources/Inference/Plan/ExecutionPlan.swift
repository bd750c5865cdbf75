import Graphs

/// A graph compiled for one image size: steps over numbered buffers.
///
/// Every step is one pass over memory or one convolution; normalization, activation, arithmetic,
/// upsampling and padding between two convolutions are a single pass.
struct ExecutionPlan: Sendable {
    enum Step: Sendable {
        case pass(Pass)
        case arrange(Arrangement)
        case moments(Moments)
        case statistics(Statistics)
        case normalize(ChannelNormalization)
        case convolve(Convolve)
        case tiled(any TiledConvolution)
        case resize(Resize)
        case pool(Pool)
        case reducePixels(Reduce)
        case reduceChannels(Reduce)
        case multiply(Multiply)
        case softmax(Soften)
        case gather(Gather)
        case fallback(ReferenceFallback)
    }

    var steps: [Step]
    /// Floats in each buffer.
    var bufferSizes: [Int]
    /// The packed parameters, in the order the steps use them.
    let parameters: [PackedParameter]
    let affines: [Affine]
    let constants: [Float]
    /// The network's output, before cropping.
    let output: TensorView
    let outputShape: Shape
    let outputLanes: Int
}

extension ExecutionPlan {
    /// A convolution or a transposed one.
    struct Convolve: Sendable {
        let primitive: OneDNNConvolution
        let input: TensorView
        let output: TensorView
        /// Entries of the packed parameters.
        let weight: Int
        let bias: Int?
    }

    /// Rows and columns as weighted sums of others.
    struct Resize: Sendable {
        let input: TensorView
        let inputShape: Shape
        let output: TensorView
        let shape: Shape
        let lanes: Int
        let rows: Taps
        let columns: Taps

        /// As many taps for every output place; places that need fewer repeat one with weight 0.
        struct Taps: Sendable {
            let count: Int
            let places: [Int32]
            let weights: [Float]
        }
    }

    struct Pool: Sendable {
        let pooling: Pooling
        let input: TensorView
        let inputShape: Shape
        let output: TensorView
        let shape: Shape
        let lanes: Int
    }

    /// All pixels of a channel, or all channels of a pixel, made one number.
    struct Reduce: Sendable {
        let function: Reduction.Function
        let input: TensorView
        /// Of the input.
        let shape: Shape
        let lanes: Int
        /// The results one after the other.
        let output: TensorView
    }

    /// Steps that compute an operation by its plain evaluation, which is slow, by operation.
    var fallbackOperations: [Operation] {
        steps.compactMap { step in
            guard case .fallback(let fallback) = step else { return nil }
            return fallback.operation
        }
    }

    /// Working memory of the convolution that needs the most, bytes.
    func scratchpadBytes(threads: Int) -> Int {
        steps.reduce(0) { most, step in
            switch step {
            case .convolve(let convolve): max(most, convolve.primitive.scratchpadBytes)
            case .tiled(let convolution):
                max(most, MemoryLayout<Float>.stride * convolution.work.roomCount(threads: threads))
            default: most
            }
        }
    }
}

extension ExecutionPlan {
    /// An operation computed by its plain evaluation.
    struct ReferenceFallback: Sendable {
        struct Parameter: Sendable {
            /// Slot in the graph.
            let slot: Int
            let sizes: [Int]
            /// Entry of the packed parameters.
            let entry: Int
        }

        let operation: Operation
        /// In planes.
        let inputs: [(place: TensorView, shape: Shape)]
        /// In planes.
        let output: TensorView
        let shape: Shape
        let parameters: [Parameter]
    }
}

extension ExecutionPlan.Resize.Taps {
    init(_ taps: [Resizing.Taps]) {
        let longest = taps.map(\.places.count).max() ?? 0
        count = longest
        places = taps.flatMap { tap in
            (0..<longest).map { tap.places[min($0, tap.places.count - 1)] }
        }
        weights = taps.flatMap { tap in
            (0..<longest).map { $0 < tap.weights.count ? tap.weights[$0] : 0 }
        }
    }
}

extension ExecutionPlan.Resize {
    /// The bicubic enlargement of one plane without gaps.
    init(enlargingPlaneOf size: Pair, by scale: Int) {
        let shape = Shape(channels: 1, height: size.y, width: size.x)
        let resizing = Resizing(enlarging: shape, by: scale, filter: .cubic(coefficient: -0.5))
        func place(_ width: Int) -> TensorView {
            TensorView(storage: .image, offset: 0, row: width, pixel: 1, block: 0)
        }
        self.init(
            input: place(size.x), inputShape: shape, output: place(size.x * scale),
            shape: Shape(channels: 1, height: size.y * scale, width: size.x * scale), lanes: 1,
            rows: Taps(resizing.rowTaps(height: size.y)),
            columns: Taps(resizing.columnTaps(width: size.x)))
    }
}
