/// Values at times and the ways between them: what a timeline of mixtures and a curve of numbers have in
/// common.
protocol KeyedPath: Sendable {
    /// What a key has.
    associatedtype Value: Hashable & Sendable

    /// In the order of time, without overlap; at least one.
    var keyframes: [TimedKey<Value>] { get }
    /// The times at which keyframe i is reached.
    var times: [Time] { get }
    /// The times at which the transition from keyframe i begins.
    var transitionStarts: [Time] { get }
    /// After which time the path begins again; nil where it does not.
    var period: Time? { get }
}
