public import Imaging
import Weights

/// Why a file's network could not become a graph, or a graph could not take an image.
public enum GraphError: Error, Equatable, CustomStringConvertible {
    /// None of the known architectures recognises the tensor names.
    case unknownArchitecture(file: String, firstNames: [String], known: [String])
    /// A tensor that the architecture needs is missing.
    case missingTensor(file: String, name: String)
    /// A tensor has a shape that its place in the network does not allow.
    case wrongShape(file: String, tensor: String, found: [Int], expected: String)
    /// A tensor that the recognised architecture has no place for.
    case unexpectedTensor(file: String, name: String, architecture: String)
    /// An operator that no operation here computes.
    case unsupportedOperator(file: String, node: String, operator: String)
    /// An attribute value that the operation here does not compute.
    case unsupportedAttribute(
        file: String, node: String, attribute: String, found: String, expected: String)
    /// A node reads a value that nothing before it makes.
    case undefinedInput(file: String, node: String, value: String)
    /// An operation cannot take values of these sizes.
    case wrongSize(file: String, node: String, found: String, expected: String)
    /// The file as a whole is not a network from image to image.
    case notAnImageNetwork(file: String, found: String, expected: String)
    /// Weights of a few bits; `how` names what says so.
    case quantised(file: String, place: String, how: String)
    /// The size of images is written into a node, and this image has another.
    case fixedSize(file: String, node: String, found: Pair, expected: Pair)
    /// A noise level is stated for a network that takes none.
    case unexpectedNoiseLevel(file: String, found: Float, structure: String)
    /// Statistics are stated for a network without batch normalizations; exporters may merge these.
    case unexpectedStatistics(
        file: String, found: BatchStatistics, structure: String, isExported: Bool)
    /// A colour convention of a file's metadata that cannot be read; `key` is the metadata's.
    case badConvention(file: String, key: String, PixelConventionError)

    /// One line, whatever the file's names hold.
    public var description: String { printable(line) }

    private var line: String {
        switch self {
        case .unknownArchitecture(let file, let names, let known):
            "\(file): tensors named \(names.map(shortened).joined(separator: ", ")) … belong to no "
                + "known architecture, expected one of \(known.joined(separator: ", "))"
        case .missingTensor(let file, let name):
            "\(place(file, name)): the tensor is missing, expected by the architecture"
        case .wrongShape(let file, let tensor, let found, let expected):
            "\(place(file, tensor)): shape \(found), expected \(expected)"
        case .unexpectedTensor(let file, let name, let architecture):
            "\(place(file, name)): the tensor has no place in \(architecture), "
                + "expected only its parameters"
        case .unsupportedOperator(let file, let node, let name):
            "\(place(file, node)): operator \(shortened(name)), expected one that Segue has; "
                + "`segue inspect --operators` lists them"
        case .unsupportedAttribute(let file, let node, let attribute, let found, let expected):
            "\(place(file, node)): \(attribute) is \(shortened(found)), expected \(expected)"
        case .undefinedInput(let file, let node, let value):
            "\(place(file, node)): reads '\(shortened(value))', expected a value made before it"
        case .wrongSize(let file, let node, let found, let expected):
            "\(place(file, node)): \(found), expected \(expected)"
        case .notAnImageNetwork(let file, let found, let expected):
            "\(file): \(found), expected \(expected)"
        case .quantised(let file, let place, let how):
            "\(self.place(file, place)): is quantised to 8 bits (\(how)), expected float weights"
        case .fixedSize(let file, let node, let found, let expected):
            "\(place(file, node)): a picture of \(found.x)×\(found.y) pixels, expected "
                + "\(expected.x)×\(expected.y), which is written into the node; scale the picture, "
                + "or export the network with dynamic axes"
        case .unexpectedNoiseLevel(let file, let found, let structure):
            "\(file): a noise level of \(found), expected none, as \(structure) takes none"
        case .unexpectedStatistics(let file, let found, let structure, let isExported):
            "\(file): norm \(found.rawValue), expected none, as \(structure) has no "
                + "batch normalisation"
                + (isExported ? " (exporters often merge it into the convolutions)" : "")
        case .badConvention(let file, let key, let error): "\(place(file, key)): \(error)"
        }
    }

    /// The node that it is about; nil where it is about the file or a tensor.
    package var node: String? {
        switch self {
        case .unsupportedOperator(_, let node, _), .unsupportedAttribute(_, let node, _, _, _),
            .undefinedInput(_, let node, _), .wrongSize(_, let node, _, _),
            .fixedSize(_, let node, _, _):
            node
        default: nil
        }
    }

    /// A network whose images have other channels than images here have.
    ///
    /// - Parameters:
    ///   - channels: that it takes.
    ///   - expected: that its colours, as they are stated, have.
    package static func otherChannels(file: String, takes channels: Int, expected: Int)
        -> GraphError
    {
        .notAnImageNetwork(
            file: file, found: "takes \(channels) channel\(channels == 1 ? "" : "s")",
            expected: channels == 4
                ? "3 (red, green, blue) or 1 (gray); alpha is no channel of pictures here"
                : "\(expected), as its colours have; io states others")
    }

    private func place(_ file: String, _ part: String) -> String {
        "\(file)[\(shortened(part))]"
    }
}
