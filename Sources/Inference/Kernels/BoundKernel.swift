import CKernels

/// One of the kernels' convolutions with its arguments.
final class BoundKernel<Kernel>: BoundConvolution {
    typealias Transform = (UnsafePointer<Kernel>, Int64, Int64) -> Void
    typealias Compute = (UnsafePointer<Kernel>, Int64, segue_room) -> Void

    private var kernel: Kernel
    private let work: TiledWork
    private let transformed: WritableKeyPath<Kernel, segue_room>
    private let transform: Transform
    private let compute: Compute
    private let shift: (inout Kernel, Int) -> Void
    /// What the kernel points to besides the worker's memory.
    private let reading: ConvolutionReading.Bound?

    /// - Parameters:
    ///   - transformed: where the kernel keeps its transformed weights.
    ///   - transform: transforms the weights of items from one to another.
    ///   - shift: moves the address of what may be a band by so many rows.
    ///   - compute: computes one unit.
    init(
        _ kernel: Kernel, _ work: TiledWork, reading: ConvolutionReading.Bound? = nil,
        transformed: WritableKeyPath<Kernel, segue_room>,
        shift: @escaping (inout Kernel, Int) -> Void, transform: @escaping Transform,
        compute: @escaping Compute
    ) {
        self.kernel = kernel
        self.work = work
        self.reading = reading
        self.transformed = transformed
        self.shift = shift
        self.transform = transform
        self.compute = compute
    }

    func transformWeights(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>) {
        kernel[keyPath: transformed] = segue_room(
            floats: room, count: Int64(work.transformedCount))
        withUnsafePointer(to: kernel) { kernel in
            let group = work.itemGroup
            team.forEach(work.weightItems / group) { items in
                transform(
                    kernel, Int64(items.lowerBound * group), Int64(items.upperBound * group))
            }
        }
    }

    func run(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>) {
        withUnsafePointer(to: kernel) { kernel in
            team.forEach(work.units) { units, thread in
                let own = segue_room(
                    floats: room + work.transformedCount + thread * work.threadRoom,
                    count: Int64(work.threadRoom))
                for unit in units { compute(kernel, Int64(unit), own) }
            }
        }
    }

    func run(
        _ units: [Int], from row: Int, _ team: ThreadTeam,
        _ threadRoom: (address: UnsafeMutablePointer<Float>, floats: Int)
    ) {
        var kernel = kernel
        shift(&kernel, -row)
        withUnsafePointer(to: kernel) { kernel in
            team.forEach(units.count) { places, thread in
                let own = segue_room(
                    floats: threadRoom.address + thread * threadRoom.floats,
                    count: Int64(threadRoom.floats))
                for place in places { compute(kernel, Int64(units[place]), own) }
            }
        }
    }
}
