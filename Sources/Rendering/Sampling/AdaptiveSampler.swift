/// Decides which images of a film are computed and when, which are blended, and how long each is
/// held.
///
/// It says what to do next, is told what came of it, and does nothing itself.  Every anchor of the
/// path is computed.  Between two anchors an interval is open until its middle has been computed and
/// compared with the blend of its ends: where they agree within the tolerance, the frames between
/// the middle and each end are blended from those two; where they do not, the halves are intervals.  So
/// what is computed follows from the images alone, whatever the order in which they come.
struct AdaptiveSampler {
    /// What is to be done; runs by their indices.
    enum Action: Equatable {
        /// Compute a run's image; then ``computed(_:)``, or ``end(before:)`` where the input has
        /// none.
        case compute(Int)
        /// Take for a run the image of an earlier one.
        case reuse(Int, from: Int)
        /// Compare an interval's middle with the blend of its ends; then ``compared(_:difference:)``.
        case compare(Interval)
        /// Write a run's image, blended, or with nil as it was computed; then ``shown()``.
        case show(Int, FrameBlend?)
        /// Let a run's image go.
        case release(Int)
    }

    /// What has been decided about a run.
    enum State: Equatable {
        case open
        case awaited
        case computed
        case blended(FrameBlend)
    }

    let runs: [FrameRun]
    /// The largest difference at an interval's middle that is accepted, levels of 255.
    let tolerance: Double
    /// Runs whose images can be had without a network, though they are no anchors.
    let stored: Set<Int>
    /// One for each run.
    var states: [State]
    /// Neither accepted nor split, in the order of the film.
    var intervals: [(interval: Interval, isUnderWay: Bool)] = []
    /// Runs that have to be computed, in the order of the film.
    var wanted: [Int] = []
    /// The last anchor of the spans that have been opened; −1 before the first.
    var anchor = -1
    /// How many runs there are; fewer when the input has ended early.
    private(set) var count: Int
    /// The run that is shown next.
    private(set) var front = 0
    private var isShowing = false
    private var held = LiveFrames()
    private var released: [Int] = []
    /// Runs from the front on whose images are there or under way.
    private var ahead = 0
    /// Of these, those that a worker computes.
    private var awaited = 0
    private let lookahead: Int

    /// The number of times that a network ran.
    private(set) var inferences = 0
    /// How many of the frames that were shown were blended.
    private(set) var blendedFrames = 0
    /// The largest difference at the middle of an interval that was accepted, levels of 255.
    var largestDifference = 0.0

    /// - Parameters:
    ///   - lookahead: how many images may be there or under way for runs that are not shown yet,
    ///     but for the one that all others wait for.
    ///   - stored: runs between anchors whose images are kept from an earlier render.
    init(_ runs: [FrameRun], tolerance: Double, lookahead: Int, stored: Set<Int> = []) {
        self.runs = runs
        self.tolerance = tolerance
        self.stored = stored
        self.lookahead = lookahead
        count = runs.count
        states = [State](repeating: .open, count: runs.count)
    }

    /// What to do now; nil when there is nothing before something that is under way has come.
    ///
    /// - Parameter canCompute: whether a worker is idle.
    mutating func next(canCompute: Bool) -> Action? {
        if let index = released.popLast() { return .release(index) }
        if let action = nextShown() { return action }
        if let interval = nextCompared() { return .compare(interval) }
        let isIdle = awaited == 0 && !isShowing && !intervals.contains(where: \.isUnderWay)
        guard ahead < lookahead || isIdle else { return nil }
        return nextWanted(canCompute: canCompute)
    }

    /// Notes that a run's image is there.
    ///
    /// - Parameter isRestored: whether it was had without a network.
    mutating func computed(_ index: Int, isRestored: Bool = false) {
        states[index] = .computed
        awaited -= 1
        inferences += isRestored ? 0 : runs[index].networks
    }

    /// Notes that a run's image could not be had without a network after all.
    mutating func lost(_ index: Int) {
        states[index] = .open
        awaited -= 1
        ahead -= 1
        want(index)
    }

    /// Notes that the front's image has been written.
    mutating func shown() {
        isShowing = false
        let isComputed = states[front] == .computed
        if isComputed { ahead -= 1 } else { blendedFrames += runs[front].frames.count }
        released += held.pass(front, of: runs, wasComputed: isComputed)
        front += 1
    }

    /// Notes that the input has no image for a run that was to be computed, nor for
    /// those after it.
    mutating func end(before index: Int) {
        count = index
        wanted = []
        states[index] = .open
        awaited -= 1
        ahead -= 1
    }

    private mutating func nextShown() -> Action? {
        guard !isShowing, front < count, front <= intervals.first?.interval.first ?? front else {
            // An interval's beginning would be let go when its middle has been shown.
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
                case .run(let source):
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
        } while ahead + wanted.count < lookahead && openSpan()
        return nil
    }
}

/// The images behind the front of a video that are still needed.
private struct LiveFrames {
    /// The last run that was computed: frames to come may be blended from it.
    private var latest: Int?
    /// By image, the run that keeps it for a later one.
    private var kept: [Int: Int] = [:]

    /// Notes that a run has been shown; returns the runs whose images are let go.
    mutating func pass(_ index: Int, of runs: [FrameRun], wasComputed: Bool) -> [Int] {
        let (image, isKept) = (runs[index].image, runs[index].isKept)
        let before = Set([latest, kept[image]].compactMap { $0 })
        if wasComputed {
            latest = index
            kept[image] = index
        }
        if !isKept { kept[image] = nil }
        return before.filter { $0 != latest && kept[runs[$0].image] != $0 }.sorted()
    }
}
