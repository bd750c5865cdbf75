internal import CKernels
public import Graphs
import Imaging
import Networks
import Weights

/// A family compiled for one image size: shared by all workers, changed by none.
public final class CompiledFamily: Sendable {
    /// The graph at the padded size.
    public let graph: Graph

    let format: ImageFormat
    let engine: OneDNNEngine
    /// Our own kernels, of the engine's level.
    var kernels: segue_kernels { engine.kernels }
    let plan: ExecutionPlan
    let bufferPlan: BufferPlan
    let packed: PackedMembers
    /// Whether large values are computed by bands of rows, some of them twice.
    public let isBanded: Bool
    /// Whether each step has to run again for another mixture of the same image.
    let dependsOnMixture: [Bool]
    /// Rows and columns of the network's output before the image's first.
    let outputStart: Int
    let team: ThreadTeam

    convenience init(
        _ family: NetworkFamily, width: Int, height: Int, threads: Int, precision: Precision,
        isStill: Bool, isBanded: Bool
    ) throws {
        try ImageFormat.check(width: width, height: height)
        let (rule, first) = (family.sizeRule, family.members[0])
        let graph = try first.graph(height: rule.padded(height), width: rule.padded(width))
        try self.init(
            graph, tensors: try Self.parameters(of: family.members, graph), rule: rule,
            convention: first.convention, image: (width, height), groups: family.groups,
            threads: threads, precision: precision, isStill: isStill, isBanded: isBanded)
    }

    /// Compiles a graph.
    ///
    /// - Parameters:
    ///   - graph: at the size that the rule pads the image to.
    ///   - tensors: its parameters by slot, one list a member.
    ///   - groups: of parameters with mixtures of their own.
    ///   - lanes: channels side by side; other than the processor's they are right and slow.
    ///   - packed: members packed for another size, which are shared where they would be the same.
    init(
        _ graph: Graph, tensors: [[Tensor]], rule: SizeRule, convention: PixelConvention,
        image: (width: Int, height: Int), groups: ParameterGroups = .one, threads: Int,
        precision: Precision = .f32,
        isStill: Bool = false, isBanded: Bool = false, lanes: Int = OneDNNEngine.lanes,
        sharing packed: PackedMembers? = nil
    ) throws {
        format = ImageFormat(
            image, scale: rule.scale, convention, members: tensors.count, groups: groups.count)
        self.graph = graph
        outputStart = rule.outputStart
        team = ThreadTeam(threads: max(1, threads))
        // oneDNN fixes how a primitive is shared among threads when it is made.
        team.adopt()
        engine = try OneDNNEngine()
        guard precision == .f32 || engine.hasBF16 else {
            throw InferenceError.unsupportedPrecision(precision.rawValue)
        }
        let input = Shape(
            channels: graph.inputShape.channels, height: image.height, width: image.width)
        let plan = try Lowering.plan(
            graph, image: input, convention: convention, margin: rule.margin, engine: engine,
            precision: precision, lanes: lanes)
        self.plan = isBanded ? plan.banded() : plan
        self.isBanded = self.plan.bufferSizes != plan.bufferSizes
        let members = try PackedMembers(
            plan.parameters, tensors: tensors, groups: groups.slots(of: graph), engine: engine,
            sharing: packed)
        self.packed = members
        // A network of one channel runs for every colour in turn, so that no image stays.
        let isStill = isStill && convention.input.order.isColour
        dependsOnMixture =
            isStill
            ? plan.dependence { members.varies($0) } : plan.steps.map { _ in true }
        bufferPlan = BufferPlan(
            self.plan, keeping: self.plan.keptBuffers(dependsOnMixture))
    }

    /// The parameters of every member by slot: members may call their tensors by other names.
    static func parameters(of members: [Network], _ graph: Graph) throws -> [[Tensor]] {
        let size = graph.inputShape
        return try members.map { member in
            let own = try member.graph(height: size.height, width: size.width)
            try NetworkFamily.check(member, own, fits: members[0], graph)
            return member.parameters(of: own)
        }
    }
}
