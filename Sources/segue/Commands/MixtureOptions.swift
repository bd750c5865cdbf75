import ArgumentParser
import Presets
import Rendering

/// Networks and their weights, for `apply` and `blend`.
struct MixtureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "builtin:NAME or a file, with =WEIGHT if several are mixed; repeatable.",
            valueName: "network"), completion: networkFiles)
    var network: [String]

    @OptionGroup var settings: NetworkOptions

    /// The networks with their weights.
    func references() throws -> [WeightedReference] {
        try network.map { try WeightedReference.parse($0, alone: network.count == 1) }
    }
}

extension WeightedReference {
    /// Reads `NAME=WEIGHT`, or `NAME` if there is only one network.
    static func parse(_ argument: String, alone: Bool) throws -> WeightedReference {
        if let sign = argument.lastIndex(of: "="),
            let weight = Double(argument[argument.index(after: sign)...])
        {
            return WeightedReference(
                reference: NetworkReference(String(argument[..<sign])), weight: weight)
        }
        guard alone else {
            throw RenderError.badOption(
                name: "--network", found: "'\(argument)'",
                expected: "NAME=WEIGHT if several are mixed")
        }
        return WeightedReference(reference: NetworkReference(argument), weight: 1)
    }
}
