import Graphs
import Imaging
import Weights

/// Whose statistics a network's batch normalizations use.
extension Network {
    /// The key of the metadata that says it.
    package static let statisticsKey = "norm"

    /// What the metadata says; nil where it says nothing of that kind.
    static func statistics(in metadata: [String: String]) -> BatchStatistics? {
        metadata[statisticsKey].flatMap { BatchStatistics(rawValue: $0) }
    }

    /// Notes what the batch normalizations of the network's graph use, and why.
    ///
    /// - Parameter stated: by the preset or the command line.
    /// - Throws: ``GraphError/unexpectedStatistics(file:found:structure:isExported:)`` where something is stated and
    ///   there are none.
    mutating func settleStatistics(
        of graph: Graph, stated: BatchStatistics?
    ) throws(GraphError) {
        let found = Set(graph.nodes.compactMap(\.statistics))
        if let stated, found.isEmpty {
            throw .unexpectedStatistics(
                file: file, found: stated, structure: structureName, isExported: isExported)
        }
        statistics = found.contains(.picture) ? .picture : found.first
        if chosenStatistics != nil {
            statisticsSource = stated == nil ? .metadata : .stated
        } else if statistics == .picture {
            statisticsSource = isExported ? .nodes : .authors
        }
    }

    /// Whether an exporter wrote the structure out.
    private var isExported: Bool {
        if case .architecture = structure { return false }
        return true
    }
}

extension Graph.Node {
    /// What a batch normalization uses; nil for any other node.
    fileprivate var statistics: BatchStatistics? {
        if case .batchNormalization(let normalization) = operation {
            return normalization.statistics
        }
        return nil
    }
}
