import Imaging
public import Networks

/// A family compiled for one picture size: shared by all workers, changed by none.
public final class PreparedFamily: Sendable {
    /// Size of the pictures that come in, pixels.
    public let inputSize: (width: Int, height: Int)
    /// Size of the pictures that come out, pixels: input × scale.
    public let outputSize: (width: Int, height: Int)
    /// The graph at the padded size.
    public let graph: Graph

    let convention: PixelConvention
    let program: Program
    let plan: BufferPlan
    let packed: PackedMembers
    let memberCount: Int
    let team: ThreadTeam

    init(_ family: NetworkFamily, width: Int, height: Int, threads: Int) throws {
        let rule = family.sizeRule
        let first = family.members[0]
        team = ThreadTeam(threads: max(1, threads))
        // oneDNN fixes how a primitive is shared among threads when it is made.
        team.adopt()
        let engine = try OneDNNEngine()
        inputSize = (width, height)
        outputSize = (width * rule.scale, height * rule.scale)
        convention = first.convention
        memberCount = family.members.count
        graph = try first.graph(height: rule.padded(height), width: rule.padded(width))
        let picture = Shape(channels: convention.channels, height: height, width: width)
        program = try Lowering.program(
            graph, picture: picture, convention: convention, engine: engine)
        plan = BufferPlan(program)
        // Members may call their tensors by other names; slots are what they share.
        let tensors = try family.members.map { member in
            member.parameters(
                of: try member.graph(height: rule.padded(height), width: rule.padded(width)))
        }
        packed = try PackedMembers(program.parameters, tensors: tensors, engine: engine)
        self.engine = engine
    }

    let engine: OneDNNEngine

    /// Makes a worker with buffers of its own.
    public func makeWorker() throws -> Worker { try Worker(self) }

    /// Bytes of the packed members, shared by all workers.
    public var memberBytes: Int { packed.byteCount }

    /// Bytes of one worker's buffers.
    public var workerBytes: Int {
        (plan.total + packed.total) * MemoryLayout<Float>.stride + program.scratchpadBytes
    }
}

extension Program {
    /// Working memory of the convolution that needs the most, bytes.
    var scratchpadBytes: Int {
        steps.reduce(0) { most, step in
            guard case .convolve(let convolve) = step else { return most }
            return max(most, convolve.primitive.scratchpadBytes)
        }
    }
}
