import CKernels

/// What a convolution of our own reads: a stored value and what is done to it on the way.
struct ConvolutionReading: Sendable {
    var input: TensorView
    /// Channels of the input.
    let channels: Int
    /// The pixel of each place of the padded input, −1 for `outside`.
    var rows: [Int32]
    var columns: [Int32]
    let outside: Float
    /// x · scale + shift with the table of that number.
    let affine: Int?
    /// Then x for x ≥ 0, else slope · x.
    let slope: Slope?

    /// The packed parameter with the slopes, if one has them.
    var slopeEntry: Int? {
        guard case .parameter(let entry)? = slope else { return nil }
        return entry
    }

    /// Channels in whole blocks of the input's.
    var paddedChannels: Int { (channels + input.pixel - 1) / input.pixel * input.pixel }

    /// Slopes of negative values.
    enum Slope: Sendable {
        /// One for all channels: 0 is ReLU's.
        case constant(Float)
        /// One a channel, in that packed parameter.
        case parameter(Int)
    }
}

extension ConvolutionReading {
    /// What a convolution reads, with memory that stays where it is.
    final class Bound {
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
}
