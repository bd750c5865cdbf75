import Imaging
public import Networks
import Weights

/// A family compiled for one picture size: shared by all workers, changed by none.
public final class PreparedFamily: Sendable {
    /// Size of the pictures that come in, pixels.
    public let inputSize: (width: Int, height: Int)
    /// Size of the pictures that come out, pixels: input × scale.
    public let outputSize: (width: Int, height: Int)
    /// The graph at the padded size.
    public let graph: Graph

    let engine: OneDNNEngine
    let convention: PixelConvention
    let program: Program
    let plan: BufferPlan
    let packed: PackedMembers
    let memberCount: Int
    /// Rows and columns of the network's output before the picture's first.
    let outputStart: Int
    /// How colour differences are brought to the output's size; nil where they are not kept or have it.
    let enlargement: Program.Resize?
    let team: ThreadTeam

    convenience init(
        _ family: NetworkFamily, width: Int, height: Int, threads: Int, precision: Precision
    ) throws {
        let sides = 1...Shape.longestSide
        guard sides.contains(width), sides.contains(height) else {
            throw InferenceError.wrongPicture(
                found: "\(width)×\(height) pixels",
                expected: "sides of 1 to \(sides.upperBound) pixels")
        }
        let (rule, first) = (family.sizeRule, family.members[0])
        let graph = try first.graph(height: rule.padded(height), width: rule.padded(width))
        try self.init(
            graph, tensors: try Self.parameters(of: family.members, graph), rule: rule,
            convention: first.convention, picture: (width, height), threads: threads,
            precision: precision)
    }

    /// Compiles a graph.
    ///
    /// - Parameters:
    ///   - graph: at the size that the rule pads the picture to.
    ///   - tensors: its parameters by slot, one list a member.
    ///   - lanes: channels side by side; other than the processor's they are right and slow.
    init(
        _ graph: Graph, tensors: [[Tensor]], rule: SizeRule, convention: PixelConvention,
        picture: (width: Int, height: Int), threads: Int, precision: Precision = .f32,
        lanes: Int = OneDNNEngine.lanes
    ) throws {
        inputSize = picture
        outputSize = (picture.width * rule.scale, picture.height * rule.scale)
        self.graph = graph
        self.convention = convention
        memberCount = tensors.count
        outputStart = rule.outputStart
        enlargement =
            convention.order == .luma && rule.scale > 1
            ? Program.Resize(enlargingPlaneOf: Pair(picture.height, picture.width), by: rule.scale)
            : nil
        team = ThreadTeam(threads: max(1, threads))
        // oneDNN fixes how a primitive is shared among threads when it is made.
        team.adopt()
        engine = try OneDNNEngine()
        guard precision == .f32 || engine.hasBF16 else {
            throw InferenceError.unsupportedPrecision(precision.rawValue)
        }
        let input = Shape(
            channels: convention.channels, height: picture.height, width: picture.width)
        program = try Lowering.program(
            graph, picture: input, convention: convention, margin: rule.margin, engine: engine,
            precision: precision, lanes: lanes)
        plan = BufferPlan(program)
        packed = try PackedMembers(program.parameters, tensors: tensors, engine: engine)
    }

    /// The parameters of every member by slot: members may call their tensors by other names.
    private static func parameters(of members: [Network], _ graph: Graph) throws -> [[Tensor]] {
        let size = graph.inputShape
        return try members.map { member in
            let own = try member.graph(height: size.height, width: size.width)
            try NetworkFamily.check(member, own, fits: members[0], graph)
            return member.parameters(of: own)
        }
    }

    /// Makes a worker with buffers of its own.
    public func makeWorker() throws -> Worker { try Worker(self) }

    /// Bytes of the packed members, shared by all workers.
    public var memberBytes: Int { packed.byteCount }

    /// Bytes of one worker's buffers.
    public var workerBytes: Int {
        (plan.total + packed.total) * MemoryLayout<Float>.stride
            + program.scratchpadBytes(threads: team.threads)
    }
}

extension Program {
    /// Working memory of the convolution that needs the most, bytes.
    func scratchpadBytes(threads: Int) -> Int {
        steps.reduce(0) { most, step in
            switch step {
            case .convolve(let convolve): max(most, convolve.primitive.scratchpadBytes)
            case .tiled(let convolution):
                max(most, MemoryLayout<Float>.stride * convolution.work.roomCount(threads: threads))
            default: most
            }
        }
    }
}
