/// Decides which pictures of a film are computed and when, which are blended, and how long each is
/// held.
///
/// It says what to do next, is told what came of it, and does nothing itself.  Every corner of the
/// path is computed.  Between two corners a gap is open until its middle has been computed and
/// compared with the blend of its ends: where they agree within the tolerance, the frames between
/// the middle and each end are blended from those two; where they do not, the halves are gaps.  So
/// what is computed follows from the pictures alone, whatever the order in which they come.
struct AdaptiveSampler {
    /// What is to be done; stretches by their indices.
    enum Action: Equatable {
        /// Compute a stretch's picture; then ``computed(_:)``, or ``end(before:)`` where the input has
        /// none.
        case compute(Int)
        /// Take for a stretch the picture of an earlier one.
        case reuse(Int, from: Int)
        /// Compare a gap's middle with the blend of its ends; then ``compared(_:difference:)``.
        case compare(BlendInterval)
        /// Write a stretch's picture, blended, or with nil as it was computed; then ``shown()``.
        case show(Int, FrameBlend?)
        /// Let a stretch's picture go.
        case release(Int)
    }

    /// What has been decided about a stretch.
    enum State: Equatable {
        case open
        case awaited
        case computed
        case blended(FrameBlend)
    }

    let stretches: [Stretch]
    /// The largest difference at a gap's middle that is accepted, levels of 255.
    let tolerance: Double
    /// Stretches whose pictures can be had without a network, though they are no corners.
    let stored: Set<Int>
    /// One for each stretch.
    var states: [State]
    /// Neither accepted nor split, in the order of the film.
    var gaps: [(gap: BlendInterval, isUnderWay: Bool)] = []
    /// Stretches that have to be computed, in the order of the film.
    var wanted: [Int] = []
    /// The last corner of the ways that have been opened; −1 before the first.
    var corner = -1
    /// How many stretches there are; fewer when the input has ended early.
    private(set) var count: Int
    /// The stretch that is shown next.
    private(set) var front = 0
    private var isShowing = false
    private var held = LiveFrames()
    private var released: [Int] = []
    /// Stretches from the front on whose pictures are there or under way.
    private var ahead = 0
    /// Of these, those that a worker computes.
    private var awaited = 0
    private let lookahead: Int

    /// The number of times that a network ran.
    private(set) var inferences = 0
    /// How many of the frames that were shown were blended.
    private(set) var blendedFrames = 0
    /// The largest difference at the middle of a gap that was accepted, levels of 255.
    var largestDifference = 0.0

    /// - Parameters:
    ///   - lookahead: how many pictures may be there or under way for stretches that are not shown yet,
    ///     but for the one that all others wait for.
    ///   - stored: stretches between corners whose pictures are kept from an earlier render.
    init(_ stretches: [Stretch], tolerance: Double, lookahead: Int, stored: Set<Int> = []) {
        self.stretches = stretches
        self.tolerance = tolerance
        self.stored = stored
        self.lookahead = lookahead
        count = stretches.count
        states = [State](repeating: .open, count: stretches.count)
    }

    /// What to do now; nil when there is nothing before something that is under way has come.
    ///
    /// - Parameter canCompute: whether a worker is idle.
    mutating func next(canCompute: Bool) -> Action? {
        if let index = released.popLast() { return .release(index) }
        if let action = nextShown() { return action }
        if let gap = nextCompared() { return .compare(gap) }
        let isIdle = awaited == 0 && !isShowing && !gaps.contains(where: \.isUnderWay)
        guard ahead < lookahead || isIdle else { return nil }
        return nextWanted(canCompute: canCompute)
    }

    /// Takes the news that a stretch's picture is there.
    ///
    /// - Parameter isRestored: whether it was had without a network.
    mutating func computed(_ index: Int, isRestored: Bool = false) {
        states[index] = .computed
        awaited -= 1
        inferences += isRestored ? 0 : stretches[index].networks
    }

    /// Takes the news that a stretch's picture could not be had without a network after all.
    mutating func lost(_ index: Int) {
        states[index] = .open
        awaited -= 1
        ahead -= 1
        want(index)
    }

    /// Takes the news that the front's picture has been written.
    mutating func shown() {
        isShowing = false
        let isComputed = states[front] == .computed
        if isComputed { ahead -= 1 } else { blendedFrames += stretches[front].frames.count }
        released += held.pass(front, of: stretches, wasComputed: isComputed)
        front += 1
    }

    /// Takes the news that the input has no picture for a stretch that was to be computed, nor for
    /// those after it.
    mutating func end(before index: Int) {
        count = index
        wanted = []
        states[index] = .open
        awaited -= 1
        ahead -= 1
    }

    private mutating func nextShown() -> Action? {
        guard !isShowing, front < count, front <= gaps.first?.gap.first ?? front else {
            // A gap's beginning would be let go when its middle has been shown.
            return nil
        }
        switch states[front] {
        case .open, .awaited: return nil
        case .computed: isShowing = true
        case .blended(let blend):
            isShowing = true
            return .show(front, blend)
        }
        return .show(front, nil)
    }

    private mutating func nextWanted(canCompute: Bool) -> Action? {
        repeat {
            for (place, index) in wanted.enumerated() {
                switch origin(of: index) {
                case .undecided: continue
                case .stretch(let source):
                    wanted.remove(at: place)
                    ahead += 1
                    states[index] = .computed
                    return .reuse(index, from: source)
                case .none:
                    guard canCompute else { return nil }
                    wanted.remove(at: place)
                    ahead += 1
                    awaited += 1
                    states[index] = .awaited
                    return .compute(index)
                }
            }
        } while ahead + wanted.count < lookahead && openWay()
        return nil
    }
}
