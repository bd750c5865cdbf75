import Graphs
public import Imaging
import Networks
import Weights

/// Runs another worker and says which layer makes a number that is no colour, where it does.
public struct LayerNamingWorker: FrameWorker {
    private let worker: any FrameWorker
    private let family: NetworkFamily

    /// - Parameters:
    ///   - worker: of the family, prepared for one size.
    ///   - family: whose layers are named.
    public init(_ worker: any FrameWorker, of family: NetworkFamily) {
        self.worker = worker
        self.family = family
    }

    /// As the other worker; throws ``InferenceError/nonFiniteLayer(file:layer:found:)`` in place of
    /// ``InferenceError/nonFiniteOutput(x:y:)`` where the layer can be found within seconds.
    public func render(_ image: Image, weights: [Float]) throws -> Image {
        do {
            return try worker.render(image, weights: weights)
        } catch let error as InferenceError {
            guard case .nonFiniteOutput(let x, let y) = error else { throw error }
            let search = NonFiniteSearch(family, image, weights, around: Pair(y, x))
            throw (try? search?.error()) ?? error
        }
    }
}

/// Computes an image, or a part of it, layer by layer by plain evaluation.
private struct NonFiniteSearch {
    private let graph: Graph
    private let parameters: [Tensor]
    private let input: Tensor
    private let files: String
    /// The output pixel that was not finite, where only a part around it is computed.
    private let pixel: Pair?

    /// The most multiply-accumulate operations: some seconds of plain evaluation.
    private static let operationLimit = 500_000_000

    /// Sides of a part of the image, in input pixels, the first that is not too much to compute.
    private static let sides = [256, 128, 64, 32, 16]

    /// Nil where even a small part is too much to compute, or the image itself is not finite.
    init?(_ family: NetworkFamily, _ image: Image, _ weights: [Float], around pixel: Pair) {
        guard image.samples.allSatisfy(\.isFinite), weights.count == family.members.count else {
            return nil
        }
        let (network, rule) = (family.members[0], family.sizeRule)
        let whole = (
            rows: Lowering.mirrored(image.height, rule.padded(image.height), rule.margin),
            columns: Lowering.mirrored(image.width, rule.padded(image.width), rule.margin)
        )
        let parts = Self.sides.map { side in
            (
                rows: Self.part(whole.rows, side, rule, around: pixel.y),
                columns: Self.part(whole.columns, side, rule, around: pixel.x)
            )
        }
        for (rows, columns) in [whole] + parts {
            guard let graph = try? network.graph(height: rows.count, width: columns.count),
                graph.multiplyAccumulates <= Self.operationLimit
            else { continue }
            let isWhole = rows.count == whole.rows.count && columns.count == whole.columns.count
            self.graph = graph
            self.pixel = isWhole ? nil : pixel
            input = Self.input(image, rows, columns, network.convention, graph.inputShape)
            guard let members = try? CompiledFamily.parameters(of: family.members, graph) else {
                return nil
            }
            parameters = graph.parameters.indices.map { slot in
                weightedSum(members.map { $0[slot] }, weights: weights)
            }
            let used = zip(family.members, weights).filter { $0.1 != 0 }
            files = used.map(\.0.file).joined(separator: " + ")
            return
        }
        return nil
    }

    /// The first layer whose result is not finite, in the order that they run; nil where all are.
    func error() throws -> InferenceError? {
        var values: [Tensor?] = [input]
        let last = graph.lastUses
        for (index, node) in graph.nodes.enumerated() {
            let shape = graph.shapes[index + 1]
            let value = node.operation.rule.evaluate(
                node.inputs.compactMap { values[$0] }, parameters: parameters, shape: shape)
            if let place = value.values.firstIndex(where: { !$0.isFinite }) {
                return .nonFiniteLayer(
                    file: files, layer: node.name,
                    found: "\(value.values[place]) at \(text(place, shape))")
            }
            values.append(value)
            for input in node.inputs where last[input] == index { values[input] = nil }
        }
        return nil
    }

    private func text(_ place: Int, _ shape: Shape) -> String {
        guard shape.isImage else { return "element \(place)" }
        let (channel, rest) = place.quotientAndRemainder(dividingBy: shape.area)
        guard let pixel else {
            let (row, column) = rest.quotientAndRemainder(dividingBy: shape.width)
            return "channel \(channel), row \(row), column \(column)"
        }
        return "channel \(channel) around the output's pixel \(pixel.x), \(pixel.y)"
    }

    /// Places of about `side` pixels around an output pixel, as many as the network takes.
    private static func part(
        _ places: [Int32], _ side: Int, _ rule: SizeRule, around pixel: Int
    ) -> [Int32] {
        let count = min(places.count, (side + rule.multiple - 1) / rule.multiple * rule.multiple)
        let middle = pixel / rule.scale + rule.margin
        let start = max(0, min(places.count - count, middle - count / 2))
        return Array(places[start..<start + count])
    }

    /// The image in the network's order and range.  Of networks for one channel the mean of the
    /// colours stands for each of them.
    private static func input(
        _ image: Image, _ rows: [Int32], _ columns: [Int32], _ convention: PixelConvention,
        _ shape: Shape
    ) -> Tensor {
        let area = image.planeCount
        let range = convention.input.range
        func value(_ channel: Int, _ y: Int, _ x: Int) -> Float {
            let place = Int(rows[y]) * image.width + Int(columns[x])
            let colours = (0..<image.channels).map { image.samples[$0 * area + place] }
            let value =
                switch convention.input.order {
                case .rgb: colours[channel]
                case .bgr: colours[colours.count - 1 - channel]
                case .gray, .luma: colours.reduce(0, +) / Float(colours.count)
                }
            return range.black + value * (range.white - range.black)
        }
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        for channel in 0..<shape.channels {
            for y in 0..<shape.height {
                for x in 0..<shape.width { values.append(value(channel, y, x)) }
            }
        }
        return Tensor(shape: shape.sizes, values: values)
    }
}

extension Graph {
    /// The last node that reads each value; nil for the output and for values that none reads.
    fileprivate var lastUses: [Int?] {
        var last = [Int?](repeating: nil, count: shapes.count)
        for (index, node) in nodes.enumerated() {
            for input in node.inputs where input != output { last[input] = index }
        }
        return last
    }
}
