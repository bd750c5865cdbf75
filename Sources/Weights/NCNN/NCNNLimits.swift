/// The limits of a file's claims; far above every network, far below what would exhaust memory.
enum NCNNLimits {
    /// Bytes of a `.param` file.
    static let textSize = 16 << 20

    /// Bytes of one line of it.
    static let lineSize = 1 << 20

    /// Layers and blobs of a network.
    static let count = 100_000

    /// Numbers of an array.
    static let arrayCount = 65_536

    /// Numbers of settings: ncnn's `NCNN_MAX_PARAM_COUNT`.
    static let parameterCount = 32

    /// Bytes of a name, and of a number in the text: ncnn reads no more.
    static let nameSize = 255
    static let numberSize = 15
}
