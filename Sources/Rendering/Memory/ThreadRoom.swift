import Glibc

/// Whether the threads that work needs can be made.
///
/// Limits such as `ulimit -u` or a container's number of processes are met only when a thread is made.
/// Where that fails, libdispatch tries again for ever, Foundation's threads never start, and OpenMP ends
/// the program: so what is needed is tried beforehand.
public enum ThreadRoom {
    /// What the program itself needs besides a render's: a worker of the concurrency runtime, two that
    /// wait for signals, and one with a large stack for presets.
    public static let program = 4

    /// Makes so many threads at once, which do nothing, and ends them.
    ///
    /// - Throws: ``RenderError/tooFewThreads(found:needed:)`` when not all could be made.
    public static func check(_ count: Int) throws(RenderError) {
        let made = made(count)
        guard made >= count else { throw .tooFewThreads(found: made, needed: count) }
    }

    /// How many of so many threads could be made at once.
    private static func made(_ count: Int) -> Int {
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        defer { gate.deallocate() }
        pthread_mutex_init(gate, nil)
        pthread_mutex_lock(gate)
        var threads: [pthread_t] = []
        while threads.count < count {
            var thread = pthread_t()
            let code = pthread_create(
                &thread, nil,
                { opaque in
                    // Until all have been made.
                    if let gate = opaque?.assumingMemoryBound(to: pthread_mutex_t.self) {
                        pthread_mutex_lock(gate)
                        pthread_mutex_unlock(gate)
                    }
                    return nil
                }, gate)
            guard code == 0 else { break }
            threads.append(thread)
        }
        pthread_mutex_unlock(gate)
        for thread in threads { pthread_join(thread, nil) }
        pthread_mutex_destroy(gate)
        return threads.count
    }
}
