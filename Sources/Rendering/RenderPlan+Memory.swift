import Foundation
import Inference
import Media

extension RenderPlan {
    /// Bytes that so many workers take.
    func memory(of prepared: PreparedFamily, workers: Int) -> Int {
        prepared.memberBytes + workers * prepared.workerBytes
    }

    /// Throws ``RenderError/memory(place:needed:available:)`` for more than the machine has.
    func checkMemory(of prepared: PreparedFamily, workers: Int) throws(RenderError) {
        let needed = memory(of: prepared, workers: workers)
        let available = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        guard needed > available else { return }
        throw .memory(place: input.path, needed: needed, available: available)
    }
}
