import Foundation

/// Floats at an address that is a multiple of 64 bytes, freed with their owner.
///
/// Sendable: whoever owns it decides who writes; members' memory is never written after packing.
final class AlignedMemory: @unchecked Sendable {
    let floats: UnsafeMutablePointer<Float>
    let count: Int

    /// - Parameter value: what every float is at first.
    init(floats count: Int, repeating value: Float = 0) throws(InferenceError) {
        let bytes = max(count, 1) * MemoryLayout<Float>.stride
        var pointer: UnsafeMutableRawPointer?
        // The system grants more than it has and stops the program when it is used.
        guard bytes <= ProcessInfo.processInfo.physicalMemory else {
            throw .outOfMemory(bytes: bytes)
        }
        guard posix_memalign(&pointer, 64, bytes) == 0, let pointer else {
            throw .outOfMemory(bytes: bytes)
        }
        self.count = count
        floats = pointer.bindMemory(to: Float.self, capacity: max(count, 1))
        floats.initialize(repeating: value, count: max(count, 1))
    }

    deinit { free(floats) }

    /// The other memory where it holds the same, bit for bit, else this one.
    func orSame(_ other: AlignedMemory?) -> AlignedMemory {
        guard let other, count == other.count,
            memcmp(floats, other.floats, count * MemoryLayout<Float>.stride) == 0
        else { return self }
        return other
    }
}
