/// Segments divided among tasks: every task has a run of neighbours, so that a film is read forwards
/// once, and none has more than one segment more than another.
struct FarmTasks: Equatable, Sendable {
    /// The numbers of all segments; one or more.
    let segments: Range<Int>
    /// How many tasks there are, 1 to the number of segments.
    let count: Int

    /// As many tasks as there are segments, but at most `limit`, which is 1 or more.
    init(_ segments: Range<Int>, limit: Int) {
        self.segments = segments
        count = min(segments.count, limit)
    }

    /// The segments of a task: with n segments and t tasks, ⌊i·n/t⌋ ..< ⌊(i+1)·n/t⌋ of them.
    ///
    /// - Parameter task: 0..<``count``.
    func segments(of task: Int) -> Range<Int> {
        let bounds = (task * segments.count / count, (task + 1) * segments.count / count)
        return segments.lowerBound + bounds.0..<segments.lowerBound + bounds.1
    }
}
