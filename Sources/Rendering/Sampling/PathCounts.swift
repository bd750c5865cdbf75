import Timelines

/// What is known of a plan's images before the first is computed, in numbers.
package struct PathCounts: Sendable {
    /// How often a network will run; with a tolerance, at most.
    package private(set) var inferences = 0
    /// How many images will be computed; with a tolerance, at most.
    package private(set) var images = 0
    /// How many different images the frames show.
    package private(set) var distinctImages = 0
    /// How many of them differ from the one before.
    package private(set) var changes = 0
    /// How many images are kept at a time for later frames, at most.
    package private(set) var mostKept = 0
    /// A mixture, α one a member, for each set of networks that are mixed in some frame.
    package private(set) var mixtures: [[Float]] = []

    /// Of no frames.
    init() {}

    init(_ path: FramePath) {
        inferences = path.inferenceCount
        images = path.computedCount
        changes = path.frames.count { !$0.isEmpty }
        mostKept = path.mostKept
        var isShown = [Bool](repeating: false, count: path.imageCount)
        for (frames, image) in zip(path.frames, path.images) where !frames.isEmpty {
            isShown[Int(image)] = true
        }
        distinctImages = isShown.count { $0 }
        mixtures = Self.mixtures(path)
    }

    private static func mixtures(_ path: FramePath) -> [[Float]] {
        let members = path.form.members
        var (found, last) = ([[Float]](), [Bool]())
        var seen = Set<[Bool]>()
        for image in stride(from: 0, to: path.numbers.count, by: path.form.count) {
            for start in stride(from: image, to: image + path.form.weightCount, by: members) {
                let weights = path.numbers[start..<start + members]
                if weights.elementsEqual(last, by: { ($0 != 0) == $1 }) { continue }
                last = weights.map { $0 != 0 }
                if seen.insert(last).inserted { found.append(Array(weights)) }
            }
        }
        return found
    }
}
