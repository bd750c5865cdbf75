import CKernels

/// One worker's memory, in which convolutions find their arguments when they are bound to it.
protocol KernelMemory: AnyObject {
    /// Our own kernels, of one level.
    var kernels: segue_kernels { get }

    /// Where a value is that is not the image.
    func address(_ view: TensorView) -> UnsafeMutablePointer<Float>

    /// Where a parameter of the frame's network is that is not mixed on reading.
    func packed(_ entry: Int) -> UnsafeMutablePointer<Float>

    /// A parameter that is mixed on reading.
    func weights(_ entry: Int) -> segue_weights

    /// A table of scales and shifts, one each a channel.
    func affine(_ table: Int) -> (scale: UnsafePointer<Float>, shift: UnsafePointer<Float>)
}
