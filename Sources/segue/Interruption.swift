import Dispatch
import Foundation
import Synchronization

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT during a render.
enum Interruption {
    private static let received = Atomic<Int32>(SIGINT)
    private static let count = Atomic(0)
    private static let advice = Mutex("")

    /// The signal that came.
    static var signal: Int32 { received.load(ordering: .relaxed) }

    /// How long the work may take to stop: frames in flight are computed to their end.
    private static let patience = DispatchTimeInterval.seconds(4)

    /// One line on what was left and how to go on.
    static var message: String {
        let advice = advice.withLock { $0 }
        return "segue: interrupted; nothing unfinished was left under a final name"
            + (advice.isEmpty ? "\n" : "; \(advice)\n")
    }

    /// Sets what ``message`` says at its end of how to go on, one clause without a full stop; at any time.
    static func advise(_ text: String) {
        advice.withLock { $0 = text }
    }

    /// Runs work that a first signal cancels.  A second one ends the program at once, and so does
    /// work that takes too long to stop; its outputs are removed by then.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
                received.store(number, ordering: .relaxed)
                DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
                    Terminal.error.write(message)
                    _exit(128 + number)
                }
                // Elsewhere, so that a second signal is not kept waiting by a slow disk.
                DispatchQueue.global().async { task.cancel() }
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}
