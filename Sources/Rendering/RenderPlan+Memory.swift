import Foundation
import Inference
import Media
import Networks

extension PreparedFamily {
    /// Bytes that so many workers take.
    func memory(workers: Int) -> Int { memberBytes + workers * workerBytes }
}

extension RenderPlan {
    /// Bytes of one of the network's pictures.
    var pictureBytes: Int {
        let scale = family.sizeRule.scale
        return pictureSize.width * scale * pictureSize.height * scale * 3
            * MemoryLayout<Float>.stride
    }

    /// How many pictures may be kept at a time for later frames that show the same.
    var keptPictureLimit: Int { pictureMemory / pictureBytes }

    /// Bytes for pictures that are kept, unless something else is asked for: a quarter of the
    /// machine's memory.
    static var usualPictureMemory: Int {
        Int(clamping: ProcessInfo.processInfo.physicalMemory) / 4
    }

    /// Throws ``RenderError/memory(place:needed:available:)`` for more than the machine has.
    func checkMemory(of prepared: PreparedFamily, workers: Int) throws(RenderError) {
        let needed = prepared.memory(workers: workers)
        let available = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        guard needed > available else { return }
        throw .memory(place: input.path, needed: needed, available: available)
    }
}
