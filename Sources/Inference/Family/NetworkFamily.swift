package import Graphs
package import Imaging
public import Networks
import Weights

/// Networks of one structure, any convex combination of which is a network.
public struct NetworkFamily: Sendable {
    /// The members' names, in the order of the weights.
    public let names: [String]
    public let members: [Network]
    /// How output sizes follow from input sizes, the same for all members.
    public let sizeRule: SizeRule
    /// Which parameters have a mixture of their own.
    private(set) var groups = ParameterGroups.one

    /// The numbers of a mixture: α, one a member, for each group of parameters one after another.
    public var weightCount: Int { members.count * groups.count }

    /// Checks that the members can be summed.
    ///
    /// - Throws: ``InferenceError`` when structures or conventions differ, ``GraphError`` when a
    ///   member is no network from image to image.
    public init(_ members: [(name: String, network: Network)]) throws {
        guard let first = members.first?.network else { throw InferenceError.noMembers }
        names = members.map(\.name)
        self.members = members.map(\.network)
        sizeRule = try first.sizeRule()
        let sample = self.members.first { $0.fixedSize != nil } ?? first
        let size = try sample.sampleGraph(side: 64).inputShape
        let graph = try first.graph(height: size.height, width: size.width)
        for (_, other) in members.dropFirst() {
            let own = try other.graph(height: size.height, width: size.width)
            try Self.check(other, own, fits: first, graph)
        }
    }

    /// Throws when the second network computes another function of its parameters than the first.
    ///
    /// Graphs of ONNX files may agree at one size and differ at another.
    package static func check(
        _ second: Network, _ secondGraph: Graph, fits first: Network, _ firstGraph: Graph
    ) throws(InferenceError) {
        let colours = (
            first.convention.with(noiseLevel: nil), second.convention.with(noiseLevel: nil)
        )
        guard colours.0 == colours.1 else {
            throw .differentConventions(
                first: first.file, firstConvention: "\(first.convention)",
                second: second.file, secondConvention: "\(second.convention)")
        }
        if let statistics = second.statistics, let other = first.statistics, statistics != other {
            throw .differentStatistics(
                first: first.file, second: second.file, secondStatistics: statistics)
        }
        guard firstGraph != secondGraph else { return }
        let tensors = differences(first.tensors, second.tensors)
        throw .differentStructures(
            first: first.file, second: second.file,
            differences: tensors.isEmpty ? "the operations differ" : tensors.summary)
    }

    /// The same family, whose parts have mixtures of their own: its weights are those of everything else,
    /// then those of each part.
    ///
    /// - Parameter parts: of two that have a parameter the later one counts.
    /// - Throws: ``EmptyParts``, ``GraphError``.
    package func divided(by parts: [NetworkPart]) throws -> NetworkFamily {
        var family = self
        let sample = members.first { $0.fixedSize != nil } ?? members[0]
        let size = try sample.sampleGraph(side: 64).inputShape
        family.groups = try ParameterGroups(
            parts, of: members[0].graph(height: size.height, width: size.width))
        return family
    }

    /// A mixture that all parts have.
    package func weights(everywhere mixture: [Float]) -> [Float] {
        groups.count == 1 ? mixture : (0..<groups.count).flatMap { _ in mixture }
    }

    /// How many parameters of the first member each group has; those of no part first.
    package func parameterCounts() throws -> [Int] {
        let sample = members.first { $0.fixedSize != nil } ?? members[0]
        let size = try sample.sampleGraph(side: 64).inputShape
        let slots = groups.slots(of: try members[0].graph(height: size.height, width: size.width))
        return (0..<groups.count).map { group in slots.count { $0 == group } }
    }

    /// What the family's networks are called together: an architecture's name or `ONNX graph`.
    public var structureName: String { members[0].structureName }

    /// Compiles the family for images of one size.
    ///
    /// - Parameters:
    ///   - width: of the images that will come in, pixels.
    ///   - height: of the images that will come in, pixels.
    ///   - threads: for each frame, 1 or more.
    ///   - precision: what products are made of.
    ///   - isStill: whether frames usually have the image of the frame before: what is the same for
    ///     all mixtures is then kept, which takes memory.
    ///   - isBanded: whether large values between two convolutions are computed twice, by bands of rows,
    ///     instead of being kept: the same bits in less memory and more time.
    /// - Throws: ``GraphError`` when the image is too small for the network, ``InferenceError``
    ///   when the members differ at this size, memory is short or the processor has not that precision.
    public func compiled(
        width: Int, height: Int, threads: Int = 1, precision: Precision = .f32,
        isStill: Bool = false, isBanded: Bool = false
    ) throws -> CompiledFamily {
        try CompiledFamily(
            self, width: width, height: height, threads: threads, precision: precision,
            isStill: isStill, isBanded: isBanded)
    }
}
