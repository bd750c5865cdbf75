public import Imaging

/// Why a family could not be built or a frame could not be computed.
public enum InferenceError: Error, Equatable, CustomStringConvertible {
    /// No network at all.
    case noMembers
    /// Two members that have no weighted sum.
    case differentStructures(first: String, second: String, differences: String)
    /// Two members that work in different colours.
    case differentConventions(
        first: String, firstConvention: String, second: String, secondConvention: String)
    /// Two members whose batch normalizations use other statistics.
    case differentStatistics(first: String, second: String, secondStatistics: BatchStatistics)
    /// An image of another size or kind than the family was prepared for.
    case wrongImage(found: String, expected: String)
    /// Weights that are not one a member, or not a mixture.
    case wrongWeights(found: String, expected: String)
    /// The network gave a number that is no colour: infinite or not a number.
    case nonFiniteOutput(x: Int, y: Int)
    /// A layer of a network, or of a mixture of the files named, gave a number that is not finite.
    case nonFiniteLayer(file: String, layer: String, found: String)
    /// The processor cannot multiply in that precision.
    case unsupportedPrecision(String)
    /// The environment variable `SEGUE_CPU` names no level of instructions.
    case unknownLevel(found: String)
    /// Tiles of which nothing is right, because the network sees further.
    case tileTooSmall(found: Int, smallest: Int)
    /// Tiles asked of a network that sees the whole image.
    case noTiles
    /// A call of oneDNN failed.
    case oneDNN(call: String, code: Int32)
    /// Memory for buffers could not be had.
    case outOfMemory(bytes: Int)

    public var description: String {
        switch self {
        case .noMembers:
            "networks: none given, expected at least one"
        case .differentStructures(let first, let second, let differences):
            "\(second): cannot be mixed with \(first): \(differences), "
                + "expected networks of one structure"
        case .differentConventions(let first, let firstConvention, let second, let convention):
            "\(second): works in \(convention), expected \(firstConvention) as \(first)"
        case .differentStatistics(let first, let second, let statistics):
            "\(second): norm \(statistics.rawValue), expected the same as \(first)"
        case .wrongImage(let found, let expected):
            "picture: \(found), expected \(expected)"
        case .wrongWeights(let found, let expected):
            "mixture: \(found), expected \(expected)"
        case .nonFiniteOutput(let x, let y):
            "network: output at pixel \(x), \(y) is not a finite number, expected a colour; "
                + "the network's weights or its declared range are wrong"
        case .nonFiniteLayer(let file, let layer, let found):
            "\(file)[\(layer)]: \(found) in the layer's result, expected finite numbers; the "
                + "network's weights or its declared range (io) are wrong"
        case .unsupportedPrecision(let name):
            "--precision: \(name), which this processor has no instructions for, expected f32"
        case .unknownLevel(let found):
            "SEGUE_CPU: '\(found)', expected plain, avx2 or avx512"
        case .tileTooSmall(let found, let smallest):
            "tiles: \(found) pixels, expected at least \(smallest) for what the network sees"
        case .noTiles:
            "tiles: the network sees the whole picture, expected one of convolutions alone"
        case .oneDNN(let call, let code):
            "oneDNN: \(call) failed with status \(code); please report this"
        case .outOfMemory(let bytes):
            "memory: \(bytes) bytes could not be allocated, expected room for the picture's buffers"
        }
    }
}
