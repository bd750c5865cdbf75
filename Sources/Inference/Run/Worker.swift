import CKernels
import Graphs
public import Imaging

/// Renders one frame at a time with buffers, a stream and a scratchpad of its own.
///
/// Sendable: a worker may move between tasks but is used by one at a time; whoever hands workers out
/// sees to it.
public final class Worker: FrameWorker, @unchecked Sendable {
    let family: CompiledFamily
    let stream: OneDNNEngine.Stream
    let activations: AlignedMemory
    let parameters: AlignedMemory
    /// The plan's tables of scales and shifts.
    let affines: [(scale: AlignedMemory, shift: AlignedMemory)]
    /// The convolutions by step; nil for other steps.
    private(set) var convolutions: [OneDNNConvolution.Bound?] = []
    private let constants: AlignedMemory
    let scratchpad: AlignedMemory
    /// Convolutions of our own by step; nil for other steps.
    private(set) var tiled: [(any BoundConvolution)?] = []
    let mixture: MixedParameters
    /// The image of the frame before, if its frame was finished; its samples cannot change while it
    /// is held.
    private var lastImage: Image?
    /// Whether what does not depend on the mixture stands in the buffers already.
    private(set) var isPrepared = false
    /// What the frames took; nil unless measuring was started.
    package internal(set) var times: StepTimes?

    /// - Parameters:
    ///   - workspace: of at least the family's sizes, shared by workers that take turns; nil for a new
    ///     one.
    ///   - mixture: of the family's packed members, shared likewise.
    init(
        _ family: CompiledFamily, in workspace: Workspace? = nil, mixture: MixedParameters? = nil
    ) throws {
        self.family = family
        stream = try OneDNNEngine.Stream(family.engine)
        let workspace = try workspace ?? Workspace(for: [family])
        self.mixture =
            try mixture ?? MixedParameters(family.packed, groups: family.format.groupCount)
        activations = workspace.activations
        scratchpad = workspace.scratchpad
        parameters = self.mixture.memory
        constants = try AlignedMemory(floats: family.plan.constants.count)
        for (index, value) in family.plan.constants.enumerated() {
            constants.floats[index] = value
        }
        affines = try family.plan.affines.map { table in
            (
                try AlignedMemory(floats: table.channels, repeating: table.scale),
                try AlignedMemory(floats: table.channels, repeating: table.shift)
            )
        }
        convolutions = try family.plan.steps.map { step in
            guard case .convolve(let convolve) = step else { return nil }
            return try convolve.primitive.bound(to: buffers(of: convolve))
        }
        tiled = try family.plan.steps.map { step in
            guard case .tiled(let convolution) = step else { return nil }
            return try convolution.bound(to: self)
        }
    }

    public func render(_ image: Image, weights: [Float]) throws -> Image {
        try format.check(image)
        try format.check(weights)
        family.team.adopt()
        return try timed(.frame) {
            timed(.interpolation) { mixture.mix(weights, family.team) }
            isPrepared = lastImage?.isSame(as: image) ?? false
            lastImage = nil
            let image = try rendered(image)
            if family.dependsOnMixture.contains(false) { lastImage = image }
            return image
        }
    }

    private func buffers(of convolve: ExecutionPlan.Convolve) -> OneDNNConvolution.Buffers {
        OneDNNConvolution.Buffers(
            source: address(convolve.input, activations.floats),
            destination: address(convolve.output, activations.floats),
            weights: packed(convolve.weight),
            bias: convolve.bias.map { packed($0) },
            scratchpad: scratchpad.floats)
    }

    /// Where a parameter of the frame's network stands that is not mixed on reading.
    func packed(_ entry: Int) -> UnsafeMutablePointer<Float> {
        guard case .buffer(let start) = family.packed.locations[entry] else {
            preconditionFailure("Worker: parameter \(entry) is in no buffer")
        }
        return parameters.floats + start
    }

    /// A parameter that is mixed on reading.
    func weights(_ entry: Int) -> segue_weights {
        switch family.packed.locations[entry] {
        case .members(let start):
            segue_weights(mixture: mixture.mixture(of: entry).kernel, offset: start)
        case .common(let start): segue_weights(mixture: mixture.common.kernel, offset: start)
        case .buffer: preconditionFailure("Worker: parameter \(entry) is in a buffer")
        }
    }

    /// - Parameter image: the incoming samples, which are only read.
    func address(
        _ place: TensorView, _ image: UnsafeMutablePointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        switch place.storage {
        case .image: image + place.offset
        case .buffer(let buffer):
            activations.floats + family.bufferPlan.offsets[buffer] + place.offset
        case .parameter(let entry): packed(entry) + place.offset
        case .constant(let index): constants.floats + index
        }
    }
}

extension Worker: KernelMemory {
    var kernels: segue_kernels { family.kernels }

    func address(_ view: TensorView) -> UnsafeMutablePointer<Float> {
        address(view, activations.floats)
    }

    func affine(_ table: Int) -> (scale: UnsafePointer<Float>, shift: UnsafePointer<Float>) {
        (UnsafePointer(affines[table].scale.floats), UnsafePointer(affines[table].shift.floats))
    }
}

extension Image {
    /// Whether both have their samples in one place of memory, so that they are equal.
    fileprivate func isSame(as other: Image) -> Bool {
        samples.withUnsafeBufferPointer { own in
            other.samples.withUnsafeBufferPointer { $0.baseAddress == own.baseAddress }
        }
    }
}
