import Networks

/// A graph compiled for one picture size: steps over numbered buffers.
///
/// Every step is one pass over memory or one convolution; normalisation, activation, residual sum,
/// upsampling and padding between two convolutions are a single pass.
struct Program: Sendable {
    /// A rectangle of pixels in a buffer.
    struct Place: Sendable, Equatable {
        /// The picture that comes in, or a buffer of the worker's.
        enum Storage: Sendable, Equatable {
            case picture
            case buffer(Int)
        }

        let storage: Storage
        /// Floats from the start of the storage to the first pixel.
        var offset: Int
        /// Floats from one row to the next.
        let row: Int
        /// Floats from one block of channels to the next; negative where the order is reversed.
        let block: Int
    }

    /// out = g(f(in · scale + shift) + residual), gathered by rows and columns.
    struct Pass: Sendable {
        let input: Place
        let output: Place
        let residual: Place?
        let lanes: Int
        let blocks: Int
        /// Where each output row and column comes from; −1 is a zero.
        let rows: [Int32]
        let columns: [Int32]
        /// Number of the table of scales and shifts; nil for 1 and 0.
        let affine: Int?
        let first: Activation?
        let second: Activation?
    }

    /// A table of one scale and one shift a channel; a worker fills it with these, and a moments
    /// step may write others.
    struct Affine: Sendable {
        /// Channels, padded to whole blocks.
        let channels: Int
        var scale: Float = 1
        var shift: Float = 0
    }

    /// Mean and variance of every channel, turned into the scale and shift of a normalisation.
    struct Moments: Sendable {
        let input: Place
        let shape: Shape
        let lanes: Int
        /// Number of the table that it writes.
        let affine: Int
        let epsilon: Float
        /// Entries of the packed parameters.
        let scale: Int?
        let shift: Int?
    }

    struct Convolve: Sendable {
        let primitive: OneDNNConvolution
        let input: Place
        let output: Place
        /// Entries of the packed parameters.
        let weight: Int
        let bias: Int?
    }

    /// Planes brought to blocks of channels.
    struct Block: Sendable {
        let input: Place
        let output: Place
        let shape: Shape
        /// Of the output.
        let lanes: Int
    }

    /// An operation computed by its plain evaluation.
    struct General: Sendable {
        struct Input: Sendable {
            let place: Place
            let shape: Shape
            let lanes: Int
        }

        struct Parameter: Sendable {
            /// Slot in the graph.
            let slot: Int
            let sizes: [Int]
            /// Entry of the packed parameters.
            let entry: Int
        }

        let operation: Operation
        let inputs: [Input]
        /// In planes.
        let output: Place
        let shape: Shape
        let parameters: [Parameter]
    }

    enum Step: Sendable {
        case pass(Pass)
        case block(Block)
        case moments(Moments)
        case convolve(Convolve)
        case general(General)
    }

    let steps: [Step]
    /// Floats in each buffer.
    let bufferSizes: [Int]
    /// The packed parameters, in the order the steps use them.
    let parameters: [PackedParameter]
    let affines: [Affine]
    /// The network's output, before cropping.
    let output: Place
    let outputShape: Shape
    let outputLanes: Int
}

/// How one parameter is laid out for the step that reads it.
struct PackedParameter: Sendable {
    enum Layout: Sendable {
        /// In a convolution's own layout.
        case weights(OneDNNConvolution)
        /// One value a channel, followed by zeros up to a whole block.
        case channels(Int)
        /// In the order of the file.
        case plain(Int)
    }

    /// Slot in the graph.
    let slot: Int
    let layout: Layout

    /// Floats, rounded up so that the next one starts at a multiple of 64 bytes.
    var floats: Int {
        let count =
            switch layout {
            case .weights(let convolution): (convolution.weightBytes + 3) / 4
            case .channels(let count), .plain(let count): count
            }
        return (count + 15) / 16 * 16
    }
}
