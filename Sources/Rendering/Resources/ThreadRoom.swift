import Glibc

/// Whether the threads that work needs can be made.
///
/// Limits such as `ulimit -u` or a container's number of processes are met only when a thread is made.
/// Where that fails, libdispatch tries again for ever, Foundation's threads never start, and OpenMP ends
/// the program: so what is needed is tried beforehand.
public enum ThreadRoom {
    /// Throws ``RenderError/tooFewThreads(found:needed:)`` unless there is room for what the program needs
    /// besides a render's threads: a worker of the concurrency runtime and its manager, one that waits for
    /// signals, and one with 16 MiB of stack for presets.
    ///
    /// Throws ``RenderError/noProcessFolder`` without /proc, from which libdispatch counts its running
    /// threads: it ends the program, at times, where it cannot (workqueue.c).
    public static func checkProgram() throws(RenderError) {
        guard access("/proc/self/task", R_OK) == 0 else { throw .noProcessFolder }
        try check(4, stackBytes: 16 << 20)
    }

    /// Makes so many threads at once, which do nothing, and ends them.
    ///
    /// - Parameter stackBytes: of each; Linux's usual 8 MiB unless said otherwise.
    /// - Throws: ``RenderError/tooFewThreads(found:needed:)`` when not all could be made.
    static func check(_ count: Int, stackBytes: Int = 8 << 20) throws(RenderError) {
        let made = made(count, stackBytes)
        guard made >= count else { throw .tooFewThreads(found: made, needed: count) }
    }

    /// How many of so many threads could be made at once.
    private static func made(_ count: Int, _ stackBytes: Int) -> Int {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        pthread_attr_init(attributes)
        pthread_attr_setstacksize(attributes, stackBytes)
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        defer { gate.deallocate() }
        pthread_mutex_init(gate, nil)
        pthread_mutex_lock(gate)
        var threads: [pthread_t] = []
        while threads.count < count {
            var thread = pthread_t()
            let code = pthread_create(
                &thread, attributes,
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
