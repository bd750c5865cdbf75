import CKernels
public import Imaging
import Networks

/// Renders one frame at a time with buffers, a stream and a scratchpad of its own.
///
/// Sendable: a worker may move between tasks but is used by one at a time; whoever hands workers out
/// sees to it.
public final class Worker: @unchecked Sendable {
    let family: PreparedFamily
    let stream: OneDNNStream
    let activations: AlignedMemory
    let parameters: AlignedMemory
    /// The program's tables of scales and shifts.
    let affines: [(scale: AlignedMemory, shift: AlignedMemory)]
    /// The convolutions by step; nil for other steps.
    private(set) var convolutions: [OneDNNConvolution.Bound?] = []
    private let constants: AlignedMemory
    private(set) var scratchpad: AlignedMemory
    /// Convolutions of our own by step; nil for other steps.
    private(set) var tiled: [(any BoundConvolution)?] = []
    /// The mixture whose network stands in `parameters`.
    private let mixture: WorkerMixture
    /// Parameters in which all members are equal.
    private let common: WorkerMixture
    /// What the frames took; nil unless measuring was started.
    package internal(set) var times: StepTimes?

    init(_ family: PreparedFamily) throws {
        self.family = family
        stream = try OneDNNStream(family.engine)
        activations = try AlignedMemory(floats: family.plan.total)
        parameters = try AlignedMemory(floats: family.packed.total)
        constants = try AlignedMemory(floats: family.program.constants.count)
        for (index, value) in family.program.constants.enumerated() {
            constants.floats[index] = value
        }
        scratchpad = try AlignedMemory(
            floats: family.program.scratchpadBytes(threads: family.team.threads) / 4 + 1)
        affines = try family.program.affines.map { table in
            (
                try AlignedMemory(floats: table.channels, repeating: table.scale),
                try AlignedMemory(floats: table.channels, repeating: table.shift)
            )
        }
        mixture = WorkerMixture(family.packed.memberAddresses)
        common = WorkerMixture([family.packed.commonAddress])
        family.packed.copyCommon(into: parameters.floats)
        convolutions = try family.program.steps.map { step in
            guard case .convolve(let convolve) = step else { return nil }
            return try convolve.primitive.bound(to: buffers(of: convolve))
        }
        tiled = try family.program.steps.map { step in
            guard case .tiled(let convolution) = step else { return nil }
            return try convolution.bound(to: self)
        }
    }

    /// Runs the network θ = Σ αᵢ θᵢ on a picture.
    ///
    /// - Parameters:
    ///   - picture: of the size the family was prepared for, three channels, sRGB-encoded.
    ///   - weights: α, one a member, with the sum 1 but for rounding; usually 0 or more.
    /// - Returns: a picture of the family's output size, not clipped to 0…1.
    /// - Throws: ``InferenceError``.
    public func render(_ picture: Image, weights: [Float]) throws -> Image {
        try check(picture)
        try check(weights)
        family.team.adopt()
        return try timed(.frame) {
            timed(.interpolation) { interpolate(weights) }
            return try rendered(picture)
        }
    }

    private func check(_ picture: Image) throws(InferenceError) {
        let size = family.inputSize
        let channels = 3
        guard
            (picture.width, picture.height, picture.channels) == (size.width, size.height, channels)
        else {
            throw .wrongPicture(
                found: "\(picture.width)×\(picture.height) pixels, \(picture.channels) channels",
                expected: "\(size.width)×\(size.height) pixels, \(channels) channels")
        }
    }

    private func check(_ weights: [Float]) throws(InferenceError) {
        guard weights.count == family.memberCount else {
            throw .wrongWeights(
                found: "\(weights.count) weights",
                expected: "one for each of \(family.memberCount) networks")
        }
        let sum = weights.reduce(0) { $0 + Double($1) }
        guard abs(sum - 1) < 1e-3 else {
            throw .wrongWeights(found: "weights of the sum \(sum)", expected: "the sum 1")
        }
    }

    private func interpolate(_ weights: [Float]) {
        guard weights != mixture.weights else { return }
        mixture.mix(weights)
        family.packed.interpolate(mixture, into: parameters.floats, team: family.team)
    }

    private func buffers(of convolve: Program.Convolve) -> OneDNNConvolution.Buffers {
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
        case .members(let start): segue_weights(mixture: mixture.kernel, offset: start)
        case .common(let start): segue_weights(mixture: common.kernel, offset: start)
        case .buffer: preconditionFailure("Worker: parameter \(entry) is in a buffer")
        }
    }

    /// - Parameter picture: the incoming samples, which are only read.
    func address(
        _ place: Place, _ picture: UnsafeMutablePointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        switch place.storage {
        case .picture: picture + place.offset
        case .buffer(let buffer): activations.floats + family.plan.offsets[buffer] + place.offset
        case .parameter(let entry): packed(entry) + place.offset
        case .constant(let index): constants.floats + index
        }
    }
}
