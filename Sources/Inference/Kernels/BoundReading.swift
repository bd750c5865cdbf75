import CKernels
import Graphs

/// What a convolution reads, with memory that stays where it is.
final class BoundReading {
    private(set) var kernel = segue_reading()
    private let places: UnsafeMutablePointer<Int32>
    private let slopes: AlignedMemory?

    init(_ reading: ConvolutionReading, of memory: any KernelMemory) throws(InferenceError) {
        let (rows, columns) = (reading.rows, reading.columns)
        if case .constant(let slope)? = reading.slope {
            slopes = try AlignedMemory(floats: reading.paddedChannels, repeating: slope)
        } else {
            slopes = nil
        }
        places = .allocate(capacity: rows.count + columns.count)
        places.initialize(from: rows, count: rows.count)
        (places + rows.count).initialize(from: columns, count: columns.count)
        kernel.data = UnsafePointer(memory.address(reading.input))
        kernel.row = reading.input.row
        kernel.block = reading.input.block
        kernel.rows = UnsafePointer(places)
        kernel.columns = UnsafePointer(places + rows.count)
        kernel.outside = reading.outside
        if let table = reading.affine {
            (kernel.scale, kernel.shift) = memory.affine(table)
        }
        switch reading.slope {
        case .constant: kernel.slope = slopes.map { UnsafePointer($0.floats) }
        case .parameter(let entry): kernel.slope = UnsafePointer(memory.packed(entry))
        case nil: break
        }
    }

    deinit { places.deallocate() }
}
