import CKernels
import Networks

extension Worker {
    /// A convolution by Winograd's algorithm with its arguments, ready to run again and again.
    final class BoundWinograd {
        private var kernel: segue_winograd
        private let winograd: Program.Winograd
        private let slopes: AlignedMemory?
        private let places: UnsafeMutablePointer<Int32>

        init(_ winograd: Program.Winograd, of worker: Worker) throws(InferenceError) {
            self.winograd = winograd
            let reading = winograd.reading
            places = .allocate(capacity: reading.rows.count + reading.columns.count)
            places.initialize(from: reading.rows, count: reading.rows.count)
            (places + reading.rows.count).initialize(
                from: reading.columns, count: reading.columns.count)
            if case .constant(let slope)? = reading.slope {
                slopes = try AlignedMemory(floats: winograd.paddedChannels, repeating: slope)
            } else {
                slopes = nil
            }
            kernel = segue_winograd()
            kernel.in = worker.reading(reading, places: places, slopes: slopes?.floats)
            kernel.out = worker.writing(winograd)
            kernel.tiles_y = Int64(winograd.tiles.y)
            kernel.tiles_x = Int64(winograd.tiles.x)
            kernel.unit_tiles = Int64(winograd.unitTiles)
            kernel.channels = Int64(winograd.paddedChannels)
            kernel.lanes = Int32(winograd.lanes)
            kernel.stride = Int32(winograd.stride)
            kernel.paired_rows = winograd.isPaired.rows ? 1 : 0
            kernel.paired_columns = winograd.isPaired.columns ? 1 : 0
            kernel.weights = UnsafePointer(worker.packed(winograd.weight))
        }

        deinit { places.deallocate() }

        /// Computes the output.
        ///
        /// - Parameter room: ``Program/Winograd/roomCount(threads:)`` floats.
        func run(_ team: ThreadTeam, level: segue_level, room: UnsafeMutablePointer<Float>) {
            kernel.transformed = room
            withUnsafePointer(to: kernel) { kernel in
                let items = winograd.outputBlocks * winograd.paddedChannels
                team.forEach(items) { range in
                    segue_winograd_weights(
                        kernel, level, Int64(range.lowerBound), Int64(range.upperBound))
                }
                team.forEach(winograd.units) { units, thread in
                    let own = room + winograd.transformedCount + thread * winograd.threadRoom
                    for unit in units { segue_winograd_unit(kernel, level, Int64(unit), own) }
                }
            }
        }
    }

    fileprivate func reading(
        _ reading: Program.Reading, places: UnsafePointer<Int32>,
        slopes: UnsafeMutablePointer<Float>?
    ) -> segue_reading {
        var kernel = segue_reading()
        kernel.data = UnsafePointer(address(reading.input, activations.floats))
        kernel.row = reading.input.row
        kernel.block = reading.input.block
        kernel.rows = places
        kernel.columns = places + reading.rows.count
        kernel.outside = reading.outside
        if let table = reading.affine {
            kernel.scale = UnsafePointer(affines[table].scale.floats)
            kernel.shift = UnsafePointer(affines[table].shift.floats)
        }
        switch reading.slope {
        case .constant: kernel.slope = slopes.map { UnsafePointer($0) }
        case .parameter(let entry): kernel.slope = UnsafePointer(packed(entry))
        case nil: break
        }
        return kernel
    }

    fileprivate func writing(_ winograd: Program.Winograd) -> segue_writing {
        var kernel = segue_writing()
        kernel.data = address(winograd.output, activations.floats)
        kernel.row = winograd.output.row
        kernel.block = winograd.output.block
        kernel.height = Int64(winograd.shape.height)
        kernel.width = Int64(winograd.shape.width)
        kernel.blocks = Int64(winograd.outputBlocks)
        kernel.bias = winograd.bias.map { UnsafePointer(packed($0)) }
        kernel.sums = winograd.sums.map { address($0, activations.floats) }
        return kernel
    }
}
