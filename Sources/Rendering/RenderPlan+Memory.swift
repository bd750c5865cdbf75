import Foundation
import Inference
import Media

extension PreparedFamily {
    /// Bytes that so many workers take.
    func memory(workers: Int) -> Int { memberBytes + workers * workerBytes }
}

extension RenderPlan {
    /// Throws ``RenderError/memory(place:needed:available:)`` for more than the machine has.
    func checkMemory(of prepared: PreparedFamily, workers: Int) throws(RenderError) {
        let needed = prepared.memory(workers: workers)
        let available = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        guard needed > available else { return }
        throw .memory(place: input.path, needed: needed, available: available)
    }
}
