/// What is known of a plan's pictures before the first is computed, in numbers.
struct PathCounts: Sendable {
    /// How often a network will run; with a tolerance, at most.
    private(set) var inferences = 0
    /// How many pictures will be computed; with a tolerance, at most.
    private(set) var pictures = 0
    /// How many different pictures the frames show.
    private(set) var distinctPictures = 0
    /// How many of them differ from the one before.
    private(set) var changes = 0
    /// How many pictures are kept at a time for later frames, at most.
    private(set) var mostKept = 0
    /// A mixture, α one a member, for each set of networks that are mixed in some frame.
    private(set) var mixtures: [[Float]] = []

    /// Of no frames.
    init() {}

    init(_ path: FramePath) {
        inferences = path.inferenceCount
        pictures = path.computedCount
        changes = path.frames.count { !$0.isEmpty }
        mostKept = path.mostKept
        var isShown = [Bool](repeating: false, count: path.pictureCount)
        for (frames, picture) in zip(path.frames, path.pictures) where !frames.isEmpty {
            isShown[Int(picture)] = true
        }
        distinctPictures = isShown.count { $0 }
        mixtures = Self.mixtures(path)
    }

    private static func mixtures(_ path: FramePath) -> [[Float]] {
        let members = path.members
        var (found, last) = ([[Float]](), [Bool]())
        var seen = Set<[Bool]>()
        for start in stride(from: 0, to: path.weights.count, by: members) {
            let weights = path.weights[start..<start + members]
            if weights.elementsEqual(last, by: { ($0 != 0) == $1 }) { continue }
            last = weights.map { $0 != 0 }
            if seen.insert(last).inserted { found.append(Array(weights)) }
        }
        return found
    }
}
