import ArgumentParser
import Graphs
import Imaging
import Networks
import Presets
import Rendering

/// `segue inspect`: describes network files.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Describe network files: structure, sizes, colours.",
        usage: "segue inspect <network> ... [--parameters] | --operators")

    @Argument(
        help: """
            builtin:NAME, or a safetensors, PyTorch, ONNX or ncnn file; FILE#NAME for one of \
            several networks in a file; repeatable.
            """,
        completion: networkFiles)
    var network: [String] = []

    @OptionGroup var settings: NetworkOptions

    @Flag(
        help: """
            List the parameters too: how deep each is in the network, its name and shape, as \
            layers of a preset name them.
            """)
    var parameters = false

    @Flag(help: "List the supported ONNX operators.")
    var operators = false

    func validate() throws {
        guard !(operators && parameters) else {
            throw ValidationError("--operators: '--parameters' besides, expected a network with it")
        }
        guard operators != network.isEmpty else { return }
        throw ValidationError(
            operators
                ? "--operators: a network besides, expected none"
                : "Missing expected argument '<network> ...'")
    }

    func run() throws {
        guard !operators else {
            let names = ONNXImporter.supportedOperators.sorted()
            return Terminal.output.write(names.map { "\($0)\n" }.joined())
        }
        for (index, name) in network.enumerated() {
            let network = try settings.read(name)
            Terminal.output.write((index > 0 ? "\n" : "") + table(try rows(network, name)))
            if parameters { Terminal.output.write(try list(of: network)) }
        }
    }

    /// A parameter a line: its depth in percent, its name and its shape.
    private func list(of network: Network) throws -> String {
        let graph = try network.sampleGraph(side: 64)
        return zip(graph.parameters, graph.parameterDepths).map { parameter, depth in
            let place = depth.map { "\(decimal(100 * $0, digits: 1)) %" } ?? "-"
            let shape = parameter.shape.map(String.init).joined(separator: "×")
            return "\(place)\t\(parameter.name)\t\(shape)\n"
        }.joined()
    }

    private func rows(
        _ network: Network, _ name: String
    ) throws -> [(name: String, value: String)] {
        let side = 1024
        let graph = try network.sampleGraph(side: side)
        let rule = try network.sizeRule()
        let parameters = graph.parameters.reduce(0) { $0 + $1.shape.reduce(1, *) }
        var rows = [
            ("network", name),
            ("structure", network.structureName),
            ("parameters", "\(parameters) in \(graph.parameters.count) tensors"),
            (
                "operations",
                "\(graph.nodes.count), \(try network.operationsPerPixel().wholes) multiply-adds per pixel"
            ),
            ("colours", "\(network.convention), \(network.conventionSource.rawValue)"),
        ]
        if let statistics = network.statistics {
            rows.append(("norm", text(statistics, network.statisticsSource)))
        }
        rows += [
            ("sees", text(graph.receptiveField)),
            ("scale", "×\(rule.scale)"),
            ("sides", network.fixedSize.map(text) ?? text(rule)),
        ]
        rows += network.notices.map { ("note", $0) }
        rows += network.metadata.sorted { $0.key < $1.key }.map { ("meta \($0.key)", $0.value) }
        return rows
    }

    private func text(
        _ statistics: BatchStatistics, _ source: Network.StatisticsSource
    ) -> String {
        let name = statistics == .picture ? "the picture's statistics" : "those of training"
        return "\(statistics.rawValue): \(name), \(source.rawValue)"
    }

    /// The part of the input that one output pixel is computed from.
    private func text(_ field: ReceptiveField) -> String {
        let pixels = "\(field.size.x)×\(field.size.y) pixels around each"
        return field.seesWholeImage ? "\(pixels), and averages of the whole picture" : pixels
    }

    private func text(_ size: FixedSize) -> String {
        "\(size.width)×\(size.height) only, which is written into \(size.node)"
    }

    private func text(_ rule: SizeRule) -> String {
        let multiple =
            rule.multiple == 1
            ? "any" : "multiples of \(rule.multiple); others are padded and cropped"
        guard rule.loss > 0 else { return multiple }
        return "\(multiple); continued by \(rule.margin) pixels on each side, which are lost inside"
    }
}
