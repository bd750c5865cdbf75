import CKernels

/// The members of a frame's network and their shares, in memory that kernels keep the address of.
final class WorkerMixture {
    /// The members of which the share is not 0.
    let kernel: UnsafeMutablePointer<segue_mixture>
    private let all: [UnsafePointer<Float>]
    private let members: UnsafeMutablePointer<UnsafePointer<Float>?>
    private let shares: UnsafeMutablePointer<Float>
    /// α, one a member; empty before the first frame.
    private(set) var weights: [Float] = []

    /// A mixture of networks whose parameters lie at these addresses, at first all of the first one.
    init(_ addresses: [UnsafePointer<Float>]) {
        all = addresses
        members = .allocate(capacity: addresses.count)
        members.initialize(repeating: addresses.first, count: addresses.count)
        shares = .allocate(capacity: addresses.count)
        shares.initialize(repeating: 1, count: addresses.count)
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: segue_mixture(members: UnsafePointer(members), shares: shares, count: 1))
    }

    deinit {
        kernel.deallocate()
        shares.deallocate()
        members.deallocate()
    }

    /// Takes the shares of a frame, of which one at least is not 0.
    func mix(_ weights: [Float]) {
        self.weights = weights
        var count = 0
        for (index, weight) in weights.enumerated() where weight != 0 {
            members[count] = all[index]
            shares[count] = weight
            count += 1
        }
        kernel.pointee.count = Int32(count)
    }
}
