import ArgumentParser
import Networks
import Presets
import Rendering

/// `segue inspect`: what a network file is.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what network files are: structure, sizes, colours.")

    @Argument(help: "builtin:NAME or a file; repeatable.")
    var files: [String]

    func run() throws {
        for (index, file) in files.enumerated() {
            let network = try Network.read(NetworkReference(file))
            Terminal.output.write((index > 0 ? "\n" : "") + table(try rows(network, file)))
        }
    }

    private func rows(_ network: Network, _ name: String) throws -> [(String, String)] {
        let graph = try network.graph(height: 256, width: 256)
        let rule = try network.sizeRule()
        let parameters = graph.parameters.reduce(0) { $0 + $1.shape.reduce(1, *) }
        let perPixel = Double(graph.multiplyAccumulates) / Double(256 * 256)
        var rows = [
            ("network", name),
            ("structure", network.structureName),
            ("parameters", "\(parameters) in \(graph.parameters.count) tensors"),
            ("operations", "\(graph.nodes.count) nodes, \(Int(perPixel.rounded())) MAC a pixel"),
            ("colours", "\(network.convention), \(network.conventionSource.rawValue)"),
            ("scale", "×\(rule.scale)"),
            (
                "sides",
                rule.multiple == 1
                    ? "any"
                    : "multiples of \(rule.multiple); others are padded by reflection and cropped"
            ),
        ]
        rows += network.metadata.sorted { $0.key < $1.key }.map { ("meta \($0.key)", $0.value) }
        return rows
    }
}
