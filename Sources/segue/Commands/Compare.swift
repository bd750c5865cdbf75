import ArgumentParser
import Matching
import Presets
import Rendering

/// `segue compare`: reports whether networks can be mixed.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report whether networks are related, so that their mixtures work.",
        usage: "segue compare <network> <network> ... [--json]",
        discussion: """
            Gives each pair a verdict: related, mixtures work; distant, expect artefacts in the \
            layers named; unrelated, mixtures compute nothing useful. Then lists for each layer: \
            its filters, how many of them are in the same order, the cosine and the relative \
            distance |a-b|/sqrt(|a||b|) of the weights, and how much of the ends' variance the \
            midpoint keeps.
            """)

    @Argument(help: "builtin:NAME or a file; give at least two.", completion: networkFiles)
    var network: [String]

    @OptionGroup var settings: NetworkOptions

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard network.count >= 2 else {
            throw ValidationError("compare: \(network.count) network, expected two or more")
        }
    }

    func run() throws {
        let networks = try network.map {
            (name: $0, network: try settings.read($0))
        }
        let pairs = networks.indices.flatMap { a in
            networks.indices.filter { $0 > a }.map { (networks[a], networks[$0]) }
        }
        guard !json else {
            let comparisons = try pairs.map { try Comparison($0, $1) }
            return Terminal.output.write(try ComparisonDocument.json(comparisons))
        }
        for (index, pair) in pairs.enumerated() {
            let text = try Comparison(pair.0, pair.1).text
            Terminal.output.write((index > 0 ? "\n" : "") + text)
        }
    }
}
