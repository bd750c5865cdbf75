import Testing

@testable import Segments

/// Segments divided among the tasks of an array.
struct FarmTasksTests {
    @Test(arguments: [1, 2, 999, 1000, 1001, 1002, 2002, 10_000], [1, 7, 1000, 1001, 20_000])
    func `every segment belongs to exactly one task`(segments: Int, limit: Int) {
        let tasks = FarmTasks(5..<5 + segments, limit: limit)
        #expect(tasks.count == min(segments, limit))
        let parts = (0..<tasks.count).map(tasks.segments(of:))
        #expect(parts.flatMap { Array($0) } == Array(5..<5 + segments))
        let counts = parts.map(\.count)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
        #expect(counts.min() ?? 0 >= 1)
    }
}
