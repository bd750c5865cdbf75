import CKernels
import Graphs
import Networks

/// The steps of a plan.
extension Worker {
    func run(_ index: Int, _ image: UnsafeMutablePointer<Float>) throws {
        switch family.plan.steps[index] {
        case .convolve: try convolutions[index]?.run(on: stream)
        case .tiled: tiled[index]?.run(family.team, room: scratchpad.floats)
        case .pass(let pass): run(pass, image)
        case .arrange(let arrangement): run(arrangement, image)
        case .moments(let moments): run(moments, image)
        case .statistics(let statistics): run(statistics)
        case .normalize(let normalization): run(normalization, image)
        case .resize(let resize): run(resize, image)
        case .pool(let pool): run(pool, image)
        case .reducePixels(let reduce): reducePixels(reduce, image)
        case .reduceChannels(let reduce): reduceChannels(reduce, image)
        case .multiply(let multiply): run(multiply, image)
        case .softmax(let soften): run(soften, image)
        case .gather(let gather): run(gather, image)
        case .fallback(let fallback): run(fallback, image)
        }
    }

    /// Runs the body once for every row of every block.
    func forEachRow(_ shape: Shape, lanes: Int, _ body: (_ block: Int, _ y: Int) -> Void) {
        let blocks = (shape.channels + lanes - 1) / lanes
        family.team.forEach(blocks * shape.height) { items in
            for item in items { body(item / shape.height, item % shape.height) }
        }
    }

    private func run(
        _ arrangement: ExecutionPlan.Arrangement, _ image: UnsafeMutablePointer<Float>
    ) {
        let (shape, lanes, phases) = (arrangement.shape, arrangement.lanes, arrangement.phases)
        let output = address(arrangement.output, image)
        let blocks = (shape.channels + lanes - 1) / lanes
        // Missing channels of the last block are zeros.
        let perPhase = blocks * lanes * phases
        var sources = [segue_source](repeating: segue_source(), count: phases * perPhase)
        let own = shape.channels * phases
        for (index, place) in arrangement.sources.enumerated() {
            sources[index / own * perPhase + index % own] = segue_source(
                data: address(place, image), row: place.row, pixel: place.pixel)
        }
        sources.withUnsafeBufferPointer { sources in
            guard let base = sources.baseAddress else { return }
            forEachRow(shape, lanes: lanes) { block, y in
                family.kernels.arrange_row(
                    base + y % phases * perPhase + block * lanes * phases, Int32(phases),
                    Int64(y / phases),
                    output + block * arrangement.output.block + y * arrangement.output.row,
                    Int64(shape.width), Int32(lanes))
            }
        }
    }

    private func run(_ resize: ExecutionPlan.Resize, _ image: UnsafeMutablePointer<Float>) {
        self.resize(
            resize, from: address(resize.input, image), to: address(resize.output, image))
    }

    func resize(
        _ resize: ExecutionPlan.Resize, from input: UnsafePointer<Float>,
        to output: UnsafeMutablePointer<Float>
    ) {
        let width = resize.inputShape.width
        resize.rows.withKernel { rows in
            resize.columns.withKernel { columns in
                forEachRow(resize.shape, lanes: resize.lanes) { block, y in
                    let count = width * resize.lanes
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { sum in
                        family.kernels.resize_row(
                            input + block * resize.input.block, resize.input.row, Int64(width),
                            Int32(resize.lanes), rows, columns, Int64(y), sum.baseAddress,
                            output + block * resize.output.block + y * resize.output.row,
                            Int64(resize.shape.width))
                    }
                }
            }
        }
    }

    private func run(_ pool: ExecutionPlan.Pool, _ image: UnsafeMutablePointer<Float>) {
        let (input, output) = (address(pool.input, image), address(pool.output, image))
        let pooling = pool.pooling
        let (largest, countsPadding): (Int32, Int32) =
            switch pooling.function {
            case .largest: (1, 0)
            case .mean(let countsPadding): (0, countsPadding ? 1 : 0)
            }
        var rows = segue_windows(
            size: Int64(pool.inputShape.height), kernel: Int32(pooling.kernel.y),
            stride: Int32(pooling.strides.y), dilation: Int32(pooling.dilations.y),
            before: Int32(pooling.padding.top), after: Int32(pooling.padding.bottom))
        var columns = segue_windows(
            size: Int64(pool.inputShape.width), kernel: Int32(pooling.kernel.x),
            stride: Int32(pooling.strides.x), dilation: Int32(pooling.dilations.x),
            before: Int32(pooling.padding.left), after: Int32(pooling.padding.right))
        withUnsafePointer(to: &rows) { rows in
            withUnsafePointer(to: &columns) { columns in
                forEachRow(pool.shape, lanes: pool.lanes) { block, y in
                    family.kernels.pool_row(
                        input + block * pool.input.block, pool.input.row, Int32(pool.lanes), rows,
                        columns, largest, countsPadding, Int64(y),
                        output + block * pool.output.block + y * pool.output.row,
                        Int64(pool.shape.width))
                }
            }
        }
    }
}

extension ExecutionPlan.Resize.Taps {
    /// Calls the body with the taps as the kernel takes them, valid only during the call.
    fileprivate func withKernel(_ body: (UnsafePointer<segue_taps>) -> Void) {
        places.withUnsafeBufferPointer { places in
            weights.withUnsafeBufferPointer { weights in
                let taps = segue_taps(
                    places: places.baseAddress, weights: weights.baseAddress, count: Int32(count))
                withUnsafePointer(to: taps, body)
            }
        }
    }
}

extension Worker {
    /// Lets the worker measure its frames from now on, from zero; see ``times``.
    package func startTimes() { times = StepTimes(stepCount: family.plan.steps.count) }

    /// Runs a part of a frame, on the clock where times are wanted.
    func timed<Result>(_ part: StepTimes.Part, _ body: () throws -> Result) rethrows -> Result {
        guard times != nil else { return try body() }
        let start = ContinuousClock.now
        defer { times?.add(ContinuousClock.now - start, to: part) }
        return try body()
    }
}
