import CKernels
import Graphs

/// The steps of normalizations and reductions.
extension Worker {
    func run(_ moments: ExecutionPlan.Moments, _ image: UnsafeMutablePointer<Float>) {
        let (shape, lanes) = (moments.shape, moments.lanes)
        let input = address(moments.input, image)
        let blocks = (shape.channels + lanes - 1) / lanes
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * blocks * lanes) { results in
            guard let mean = results.baseAddress else { return }
            let variance = mean + blocks * lanes
            if let (place, units) = moments.sums {
                family.kernels.combine_sums(
                    address(place, image), Int64(units), Int64(blocks * lanes), mean, variance)
            } else {
                family.team.forEach(blocks) { range in
                    for block in range {
                        family.kernels.moments(
                            input + block * moments.input.block, moments.input.row,
                            Int64(shape.height), Int64(shape.width), Int32(lanes),
                            mean + block * lanes, variance + block * lanes)
                    }
                }
            }
            for first in stride(from: 0, to: shape.channels, by: moments.groupSize) {
                let group = first..<first + moments.groupSize
                let (μ, σ²) = Self.moments(of: group, mean: mean, variance: variance)
                let ε = Double(moments.epsilon)
                for channel in group {
                    normalize(
                        moments.affine, channel, mean: μ,
                        variance: Self.isConstant(μ, σ²) && ε > 0 ? .infinity : σ² + ε,
                        scale: moments.scale, shift: moments.shift)
                }
            }
        }
    }

    /// Whether all values are the same but for the rounding of the moments themselves.
    ///
    /// Such a channel becomes its shift alone.  A scale of 1 / √ε would leave what rounding makes of μ · scale.
    private static func isConstant(_ μ: Double, _ σ²: Double) -> Bool { σ² <= μ * μ * 0x1p-90 }

    /// Of channels of equal size together: μ = Σ μ_c / n, σ² = Σ (σ²_c + (μ_c − μ)²) / n.
    private static func moments(
        of channels: Range<Int>, mean: UnsafePointer<Double>, variance: UnsafePointer<Double>
    ) -> (Double, Double) {
        guard channels.count > 1 else {
            return (mean[channels.lowerBound], variance[channels.lowerBound])
        }
        let count = Double(channels.count)
        let μ = channels.reduce(0) { $0 + mean[$1] } / count
        let σ² = channels.reduce(0) { $0 + variance[$1] + (mean[$1] - μ) * (mean[$1] - μ) } / count
        return (μ, σ²)
    }

    func run(_ statistics: ExecutionPlan.Statistics) {
        for channel in 0..<statistics.channels {
            let variance = parameter(statistics.variance, channel)
            normalize(
                statistics.affine, channel, mean: parameter(statistics.mean, channel),
                variance: variance + Double(statistics.epsilon), scale: statistics.scale,
                shift: statistics.shift)
        }
    }

    /// scale = γ / √σ², shift = β − μ · scale.
    private func normalize(
        _ table: Int, _ channel: Int, mean μ: Double, variance σ²: Double, scale: Int?, shift: Int?
    ) {
        let γ = scale.map { parameter($0, channel) } ?? 1
        let β = shift.map { parameter($0, channel) } ?? 0
        let factor = γ / σ².squareRoot()
        affines[table].scale.floats[channel] = Float(factor)
        affines[table].shift.floats[channel] = Float(β - μ * factor)
    }

    private func parameter(_ entry: Int, _ channel: Int) -> Double {
        Double(packed(entry)[channel])
    }

    func run(
        _ normalization: ExecutionPlan.ChannelNormalization, _ image: UnsafeMutablePointer<Float>
    ) {
        let (shape, lanes) = (normalization.shape, normalization.lanes)
        let (input, output) = (normalization.input, normalization.output)
        let (source, target) = (address(input, image), address(output, image))
        family.team.forEach(shape.height) { rows in
            for y in rows {
                family.kernels.normalise_channels(
                    source + y * input.row, input.block, target + y * output.row, output.block,
                    Int64(shape.width), Int32(lanes), Int32(shape.channels),
                    Double(normalization.epsilon))
            }
        }
    }

    func reducePixels(_ reduce: ExecutionPlan.Reduce, _ image: UnsafeMutablePointer<Float>) {
        let (shape, lanes) = (reduce.shape, reduce.lanes)
        let (input, output) = (address(reduce.input, image), address(reduce.output, image))
        family.team.forEach((shape.channels + lanes - 1) / lanes) { blocks in
            for block in blocks {
                withUnsafeTemporaryAllocation(of: Double.self, capacity: lanes) { results in
                    family.kernels.reduce_pixels(
                        reduce.function.kernel, input + block * reduce.input.block,
                        reduce.input.row, Int64(shape.height), Int64(shape.width), Int32(lanes),
                        results.baseAddress)
                    for lane in 0..<lanes {
                        let exists = block * lanes + lane < shape.channels
                        output[block * lanes + lane] =
                            exists
                            ? reduce.function.finished(results[lane], count: shape.area) : 0
                    }
                }
            }
        }
    }

    func reduceChannels(_ reduce: ExecutionPlan.Reduce, _ image: UnsafeMutablePointer<Float>) {
        let shape = reduce.shape
        let (input, output) = (address(reduce.input, image), address(reduce.output, image))
        family.team.forEach(shape.height) { rows in
            for y in rows {
                withUnsafeTemporaryAllocation(of: Double.self, capacity: shape.width) { results in
                    family.kernels.reduce_channels(
                        reduce.function.kernel, input + y * reduce.input.row, reduce.input.block,
                        Int64(shape.width), Int32(reduce.lanes), Int32(shape.channels),
                        results.baseAddress)
                    for x in 0..<shape.width {
                        output[y * shape.width + x] = reduce.function.finished(
                            results[x], count: shape.channels)
                    }
                }
            }
        }
    }
}

extension Reduction.Function {
    fileprivate var kernel: segue_reduction {
        switch self {
        case .mean, .sum: SEGUE_SUM
        case .largest: SEGUE_LARGEST
        case .smallest: SEGUE_SMALLEST
        case .product: SEGUE_PRODUCT
        case .absoluteSum: SEGUE_ABSOLUTE_SUM
        case .norm, .squareSum: SEGUE_SQUARE_SUM
        }
    }

    /// What is done to the kernel's result.
    fileprivate func finished(_ result: Double, count: Int) -> Float {
        switch self {
        case .mean: Float(result / Double(count))
        case .norm: Float(result.squareRoot())
        default: Float(result)
        }
    }
}
