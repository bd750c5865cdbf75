import CKernels
import Networks

/// What a convolution reads, with memory that stays where it is.
final class BoundReading {
    private(set) var kernel = segue_reading()
    private let places: UnsafeMutablePointer<Int32>
    private let slopes: AlignedMemory?

    init(_ reading: Program.Reading, of worker: Worker) throws(InferenceError) {
        let (rows, columns) = (reading.rows, reading.columns)
        if case .constant(let slope)? = reading.slope {
            slopes = try AlignedMemory(floats: reading.paddedChannels, repeating: slope)
        } else {
            slopes = nil
        }
        places = .allocate(capacity: rows.count + columns.count)
        places.initialize(from: rows, count: rows.count)
        (places + rows.count).initialize(from: columns, count: columns.count)
        kernel.data = UnsafePointer(worker.address(reading.input, worker.activations.floats))
        kernel.row = reading.input.row
        kernel.block = reading.input.block
        kernel.rows = UnsafePointer(places)
        kernel.columns = UnsafePointer(places + rows.count)
        kernel.outside = reading.outside
        if let table = reading.affine {
            kernel.scale = UnsafePointer(worker.affines[table].scale.floats)
            kernel.shift = UnsafePointer(worker.affines[table].shift.floats)
        }
        switch reading.slope {
        case .constant: kernel.slope = slopes.map { UnsafePointer($0.floats) }
        case .parameter(let entry): kernel.slope = UnsafePointer(worker.packed(entry))
        case nil: break
        }
    }

    deinit { places.deallocate() }
}
