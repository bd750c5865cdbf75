import Imaging
import Inference

/// A finished picture, the frames that show it, and the worker that is free again.
struct Rendered: Sendable {
    /// The frames that show the picture.
    let stretch: RenderPlan.Stretch
    /// The network's output, not clipped to 0…1.
    let image: Image
    /// Who made it.
    let worker: Worker
}

/// Brings pictures that finish in any order into the order of their frames.
struct OrderedFrames {
    private var waiting: [Int: Rendered] = [:]
    /// Index of the stretch that goes out next.
    private(set) var next = 0

    /// Everything that can go out now that this picture has come.
    mutating func take(_ rendered: Rendered) -> [Rendered] {
        waiting[rendered.stretch.index] = rendered
        var ready: [Rendered] = []
        while let frame = waiting.removeValue(forKey: next) {
            ready.append(frame)
            next += 1
        }
        return ready
    }
}
