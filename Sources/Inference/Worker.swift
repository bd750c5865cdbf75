import CKernels
public import Imaging
import Networks

/// Renders one frame at a time with buffers, a stream and a scratchpad of its own.
///
/// Sendable: a worker may move between tasks but is used by one at a time; whoever hands workers out
/// sees to it.
public final class Worker: @unchecked Sendable {
    private let family: PreparedFamily
    private let stream: OneDNNStream
    private let activations: AlignedMemory
    private let parameters: AlignedMemory
    private let scratchpad: AlignedMemory
    /// Scale and shift of every normalisation.
    private let affines: [(scale: AlignedMemory, shift: AlignedMemory)]
    /// The convolutions by step; nil for other steps.
    private var convolutions: [OneDNNConvolution.Bound?] = []
    /// The mixture whose network stands in `parameters`.
    private var currentWeights: [Float] = []

    init(_ family: PreparedFamily) throws {
        self.family = family
        stream = try OneDNNStream(family.engine)
        activations = try AlignedMemory(floats: family.plan.total)
        parameters = try AlignedMemory(floats: family.packed.total)
        scratchpad = try AlignedMemory(floats: family.program.scratchpadBytes / 4 + 1)
        affines = try family.program.normalisationSizes.map {
            (try AlignedMemory(floats: $0), try AlignedMemory(floats: $0))
        }
        family.packed.copyCommon(into: parameters.floats)
        convolutions = try family.program.steps.map { step in
            guard case .convolve(let convolve) = step else { return nil }
            return try convolve.primitive.bound(to: buffers(of: convolve))
        }
    }

    /// Runs the network θ = Σ αᵢ θᵢ on a picture.
    ///
    /// - Parameters:
    ///   - picture: of the size the family was prepared for, three channels, sRGB-encoded.
    ///   - weights: α, one a member; usually 0 or more with the sum 1.
    /// - Returns: a picture of the family's output size, not clipped to 0…1.
    /// - Throws: ``InferenceError``.
    public func render(_ picture: Image, weights: [Float]) throws -> Image {
        try check(picture, weights)
        family.team.adopt()
        interpolate(weights)
        return try picture.samples.withUnsafeBufferPointer { samples in
            guard let start = samples.baseAddress else { return picture }
            for (index, step) in family.program.steps.enumerated() {
                try run(step, index, UnsafeMutablePointer(mutating: start))
            }
            return try output(picture: UnsafeMutablePointer(mutating: start))
        }
    }

    private func check(_ picture: Image, _ weights: [Float]) throws(InferenceError) {
        let size = family.inputSize
        guard (picture.width, picture.height, picture.channels) == (size.width, size.height, 3)
        else {
            throw .wrongPicture(
                found: "\(picture.width)×\(picture.height) pixels, \(picture.channels) channels",
                expected: "\(size.width)×\(size.height) pixels, 3 channels")
        }
        guard weights.count == family.memberCount, weights.contains(where: { $0 != 0 }) else {
            throw .wrongWeights(found: weights.count, expected: family.memberCount)
        }
    }

    private func interpolate(_ weights: [Float]) {
        guard weights != currentWeights else { return }
        family.packed.interpolate(weights, into: parameters.floats, team: family.team)
        currentWeights = weights
    }

    // MARK: Steps

    private func run(
        _ step: Program.Step, _ index: Int, _ picture: UnsafeMutablePointer<Float>
    ) throws {
        switch step {
        case .convolve: try convolutions[index]?.run(on: stream)
        case .pass(let pass): run(pass, picture)
        case .block(let block): run(block, picture)
        case .moments(let moments): run(moments, picture)
        }
    }

    private func run(_ pass: Program.Pass, _ picture: UnsafeMutablePointer<Float>) {
        var constants: [Float] = []
        if case .constant(let scale, let shift) = pass.affine {
            let count = pass.blocks * pass.lanes
            constants =
                Array(repeating: scale, count: count) + Array(repeating: shift, count: count)
        }
        constants.withUnsafeBufferPointer { constants in
            pass.rows.withUnsafeBufferPointer { rows in
                pass.columns.withUnsafeBufferPointer { columns in
                    var kernel = segue_pass()
                    kernel.in = view(pass.input, picture)
                    kernel.out = view(pass.output, picture)
                    if let residual = pass.residual { kernel.residual = view(residual, picture) }
                    kernel.rows = rows.baseAddress
                    kernel.columns = columns.baseAddress
                    kernel.height = Int32(rows.count)
                    kernel.width = Int32(columns.count)
                    kernel.lanes = Int32(pass.lanes)
                    kernel.first = segue_function(pass.first)
                    kernel.second = segue_function(pass.second)
                    switch pass.affine {
                    case .none: break
                    case .constant:
                        kernel.scale = constants.baseAddress
                        kernel.shift = constants.baseAddress.map { $0 + constants.count / 2 }
                    case .normalisation(let index):
                        kernel.scale = UnsafePointer(affines[index].scale.floats)
                        kernel.shift = UnsafePointer(affines[index].shift.floats)
                    }
                    family.team.forEach(pass.blocks * rows.count) { range in
                        segue_pass_rows(&kernel, Int64(range.lowerBound), Int64(range.upperBound))
                    }
                }
            }
        }
    }

    private func run(_ block: Program.Block, _ picture: UnsafeMutablePointer<Float>) {
        let (input, output) = (address(block.input, picture), address(block.output, picture))
        let shape = block.shape
        let blocks = (shape.channels + block.lanes - 1) / block.lanes
        family.team.forEach(blocks * shape.height) { range in
            for item in range {
                let (number, y) = (item / shape.height, item % shape.height)
                segue_block_row(
                    input + number * block.lanes * block.input.block + y * block.input.row,
                    block.input.block, Int32(shape.width),
                    Int32(min(block.lanes, shape.channels - number * block.lanes)),
                    Int32(block.lanes), output + number * block.output.block + y * block.output.row)
            }
        }
    }

    /// scale = γ / √(σ² + ε), shift = β − μ · scale.
    private func run(_ moments: Program.Moments, _ picture: UnsafeMutablePointer<Float>) {
        let shape = moments.shape
        let lanes = moments.lanes
        let input = address(moments.input, picture)
        let (scale, shift) = affines[moments.normalisation]
        let γ = moments.scale.map { parameters.floats + family.packed.offsets[$0] }
        let β = moments.shift.map { parameters.floats + family.packed.offsets[$0] }
        family.team.forEach((shape.channels + lanes - 1) / lanes) { blocks in
            for block in blocks {
                withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * lanes) { results in
                    guard let mean = results.baseAddress else { return }
                    let variance = mean + lanes
                    segue_moments(
                        input + block * moments.input.block, moments.input.row,
                        Int32(shape.height), Int32(shape.width), Int32(lanes), mean, variance)
                    for lane in 0..<lanes {
                        let channel = block * lanes + lane
                        let deviation = (variance[lane] + Double(moments.epsilon)).squareRoot()
                        let factor = Double(γ?[channel] ?? 1) / deviation
                        scale.floats[channel] = Float(factor)
                        shift.floats[channel] = Float(
                            Double(β?[channel] ?? 0) - mean[lane] * factor)
                    }
                }
            }
        }
    }

    // MARK: Memory

    private func buffers(of convolve: Program.Convolve) -> OneDNNConvolution.Buffers {
        OneDNNConvolution.Buffers(
            source: address(convolve.input, activations.floats),
            destination: address(convolve.output, activations.floats),
            weights: parameters.floats + family.packed.offsets[convolve.weight],
            bias: convolve.bias.map { parameters.floats + family.packed.offsets[$0] },
            scratchpad: scratchpad.floats)
    }

    private func address(
        _ place: Program.Place, _ picture: UnsafeMutablePointer<Float>
    ) -> UnsafeMutablePointer<Float> {
        switch place.storage {
        case .picture: picture + place.offset
        case .buffer(let buffer): activations.floats + family.plan.offsets[buffer] + place.offset
        }
    }

    private func view(
        _ place: Program.Place, _ picture: UnsafeMutablePointer<Float>
    ) -> segue_view {
        segue_view(data: address(place, picture), row: place.row, block: place.block)
    }

    // MARK: Output

    /// Crops the output, brings it back to planes and to 0…1, and checks that it is finite.
    private func output(picture: UnsafeMutablePointer<Float>) throws -> Image {
        let program = family.program
        let (width, height) = family.outputSize
        let source = address(program.output, picture)
        let lanes = program.outputLanes
        let channels = program.outputShape.channels
        let samples = [Float](unsafeUninitializedCapacity: channels * width * height) {
            buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            for block in 0..<(channels + lanes - 1) / lanes {
                for y in 0..<height {
                    segue_unblock_row(
                        source + block * program.output.block + y * program.output.row,
                        Int32(width), Int32(lanes),
                        Int32(min(lanes, channels - block * lanes)),
                        target + (block * lanes * height + y) * width, width * height)
                }
            }
            initialized = channels * width * height
        }
        return try Image(
            width: width, height: height, channels: channels,
            samples: try restored(samples, plane: width * height, width: width))
    }

    private func restored(_ samples: [Float], plane: Int, width: Int) throws -> [Float] {
        if let place = samples.firstIndex(where: { !$0.isFinite }) {
            throw InferenceError.nonFiniteOutput(x: place % plane % width, y: place % plane / width)
        }
        let convention = family.convention
        guard convention != .unit else { return samples }
        let (low, high) = (convention.range.lowerBound, convention.range.upperBound)
        let channels = samples.count / plane
        return (0..<channels).flatMap { channel in
            let source = convention.order == .bgr ? channels - 1 - channel : channel
            return samples[source * plane..<(source + 1) * plane].map { ($0 - low) / (high - low) }
        }
    }
}

extension segue_function {
    fileprivate init(_ activation: Activation?) {
        switch activation {
        case nil: self.init(kind: SEGUE_IDENTITY, p: 0, q: 0)
        case .relu?: self.init(kind: SEGUE_LEAKY_RELU, p: 0, q: 0)
        case .leakyReLU(let slope)?: self.init(kind: SEGUE_LEAKY_RELU, p: slope, q: 0)
        case .sigmoid?: self.init(kind: SEGUE_SIGMOID, p: 0, q: 0)
        case .tanh?: self.init(kind: SEGUE_TANH, p: 0, q: 0)
        case .clip(let low, let high)?: self.init(kind: SEGUE_CLIP, p: low, q: high)
        }
    }
}
