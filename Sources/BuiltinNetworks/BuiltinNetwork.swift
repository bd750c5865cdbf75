/// A network that ships with the program, as its file describes it.
public struct BuiltinNetwork: Sendable, Equatable {
    /// The name that presets use after `builtin:`.
    public let name: String

    /// The folder it stands in: networks of one family have one structure and interpolate.
    public let family: String

    /// One line about it; empty when its file says nothing.
    public let description: String

    /// The network it was fine-tuned from, nil when its file names none.
    public let parent: String?

    /// The number of its parameters.
    public let parameterCount: Int

    /// The path of its safetensors file.
    public let file: String
}
