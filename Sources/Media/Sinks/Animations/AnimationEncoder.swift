import Files
import Imaging

/// Encodes the frames of an animation into one file.
protocol AnimationEncoder {
    /// What a user should hear of once.
    var notices: [String] { get }

    /// Takes the next frame; all have one size, and channels that the format holds.
    mutating func write(_ image: Image, to file: AtomicFile) throws

    /// Completes the file after its last frame.
    ///
    /// - Parameters:
    ///   - frames: how many there were, 1….
    ///   - recipe: the text that the file carries; nil for none.
    mutating func finish(frames: Int, recipe: String?, to file: AtomicFile) throws
}
