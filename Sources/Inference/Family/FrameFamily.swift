import Graphs
public import Imaging

/// A family compiled for images of one size, to be run on them whole or in tiles: the bits of a
/// image do not depend on which.
public protocol FrameFamily: Sendable {
    /// Size of the images that come in, pixels.
    var inputSize: (width: Int, height: Int) { get }
    /// Size of the images that come out, pixels: input × scale.
    var outputSize: (width: Int, height: Int) { get }
    /// Bytes of the packed members, shared by all workers.
    var memberBytes: Int { get }
    /// Bytes of one worker's buffers, and of what it holds beside them while it renders, without the
    /// image that comes in and the one that goes out.
    var workerBytes: Int { get }
    /// Multiply-accumulate operations of an image, where tiles overlap counted again.
    var operationCount: Int { get }
    /// Tiles that an image is cut into; 1 for whole images.
    var tileCount: Int { get }
    /// Makes a worker with buffers of its own.
    func makeFrameWorker() throws -> any FrameWorker
}

/// Renders one frame at a time with buffers of its own.
///
/// A worker may move between tasks but is used by one at a time; whoever hands workers out sees to it.
public protocol FrameWorker: Sendable {
    /// Runs the network θ = Σ αᵢ θᵢ on an image.
    ///
    /// - Parameters:
    ///   - image: of the size the family was prepared for, three channels, sRGB-encoded.
    ///   - weights: α, one a member, with the sum 1 but for rounding; usually 0 or more.
    /// - Returns: an image of the family's output size, not clipped to 0…1.
    /// - Throws: ``InferenceError``.
    func render(_ image: Image, weights: [Float]) throws -> Image
}
