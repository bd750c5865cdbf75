import CKernels
import Graphs

/// A convolution of our own, compiled for one size of its input: it transforms the frame's weights,
/// then computes tiles of the output in units, each by one thread.
protocol TiledConvolution: Sendable {
    /// Everything in memory that it reads or writes, but parameters.
    var places: [TensorView] { get }
    /// Entries of the packed parameters that it reads.
    var parameters: [Int] { get }
    /// Tables of scales and shifts that it reads.
    var tables: [Int] { get }
    /// How its work is cut up.
    var work: TiledWork { get }
    /// Its sizes as the network has them.
    var form: ConvolutionForm { get }
    /// What computes it, in a word.
    var algorithm: String { get }
    /// What is done to the values as they are read, in order; may be nothing.
    var words: [String] { get }
    /// Where it adds up what a normalization of the output needs; nil where nothing is wanted.
    var sums: TensorView? { get set }
    /// Floats of the sums; nil where it cannot make them.
    var sumCount: Int? { get }

    /// The convolution with one worker's memory for arguments.
    func bound(to memory: any KernelMemory) throws(InferenceError) -> any BoundConvolution
}

/// How a tiled convolution's work is cut up.
struct TiledWork: Sendable {
    /// Pieces of weights that are transformed by themselves.
    let weightItems: Int
    /// Pieces that are transformed together; divides their number.
    var itemGroup = 1
    /// Floats of the transformed weights.
    let transformedCount: Int
    /// Units of the output.
    let units: Int
    /// Floats of working memory that one thread needs.
    let threadRoom: Int

    /// Floats of working memory in all.
    func roomCount(threads: Int) -> Int { transformedCount + threads * threadRoom }
}
