import CKernels
import Networks

/// The steps of a program.
extension Worker {
    func run(_ index: Int, _ picture: UnsafeMutablePointer<Float>) throws {
        switch family.program.steps[index] {
        case .convolve: try convolutions[index]?.run(on: stream)
        case .pass(let pass): run(pass, picture)
        case .block(let block): run(block, picture)
        case .moments(let moments): run(moments, picture)
        case .general(let general): run(general, picture)
        }
    }

    private func run(_ pass: Program.Pass, _ picture: UnsafeMutablePointer<Float>) {
        pass.rows.withUnsafeBufferPointer { rows in
            pass.columns.withUnsafeBufferPointer { columns in
                let kernel = segue_pass(
                    in: view(pass.input, picture), out: view(pass.output, picture),
                    residual: pass.residual.map { view($0, picture) } ?? segue_view(),
                    rows: rows.baseAddress, columns: columns.baseAddress,
                    height: Int32(rows.count), width: Int32(columns.count),
                    lanes: Int32(pass.lanes),
                    scale: pass.affine.map { UnsafePointer(affines[$0].scale.floats) },
                    shift: pass.affine.map { UnsafePointer(affines[$0].shift.floats) },
                    first: segue_function(pass.first), second: segue_function(pass.second))
                withUnsafePointer(to: kernel) { kernel in
                    family.team.forEach(pass.blocks * rows.count) { range in
                        segue_pass_rows(kernel, Int64(range.lowerBound), Int64(range.upperBound))
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

    private func run(_ moments: Program.Moments, _ picture: UnsafeMutablePointer<Float>) {
        let (shape, lanes) = (moments.shape, moments.lanes)
        let input = address(moments.input, picture)
        family.team.forEach((shape.channels + lanes - 1) / lanes) { blocks in
            for block in blocks {
                withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * lanes) { results in
                    guard let mean = results.baseAddress else { return }
                    segue_moments(
                        input + block * moments.input.block, moments.input.row,
                        Int32(shape.height), Int32(shape.width), Int32(lanes), mean, mean + lanes)
                    for lane in 0..<lanes {
                        normalise(
                            moments, channel: block * lanes + lane, mean: mean[lane],
                            variance: mean[lanes + lane])
                    }
                }
            }
        }
    }

    /// scale = γ / √(σ² + ε), shift = β − μ · scale.
    private func normalise(
        _ moments: Program.Moments, channel: Int, mean μ: Double, variance: Double
    ) {
        func parameter(_ entry: Int?) -> Double? {
            entry.map { Double(parameters.floats[family.packed.offsets[$0] + channel]) }
        }
        let (γ, β) = (parameter(moments.scale) ?? 1, parameter(moments.shift) ?? 0)
        let factor = γ / (variance + Double(moments.epsilon)).squareRoot()
        affines[moments.affine].scale.floats[channel] = Float(factor)
        affines[moments.affine].shift.floats[channel] = Float(β - μ * factor)
    }

    private func view(
        _ place: Program.Place, _ picture: UnsafeMutablePointer<Float>
    ) -> segue_view {
        segue_view(data: address(place, picture), row: place.row, block: place.block)
    }
}

extension segue_function {
    fileprivate init(_ activation: Activation?) {
        switch activation {
        case nil: self.init(kind: SEGUE_IDENTITY, p: 0, q: 0)
        case .relu?: self.init(kind: SEGUE_RELU, p: 0, q: 0)
        case .leakyReLU(let slope)?: self.init(kind: SEGUE_LEAKY_RELU, p: slope, q: 0)
        case .sigmoid?: self.init(kind: SEGUE_SIGMOID, p: 0, q: 0)
        case .tanh?: self.init(kind: SEGUE_TANH, p: 0, q: 0)
        case .clip(let low, let high)?: self.init(kind: SEGUE_CLIP, p: low, q: high)
        // The lowering leaves the others to their plain evaluation.
        default: self.init(kind: SEGUE_IDENTITY, p: 0, q: 0)
        }
    }
}
