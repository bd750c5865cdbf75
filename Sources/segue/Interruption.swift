import Files
import Foundation
import Synchronization

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT during a render.
enum Interruption {
    private static let received = Atomic<Int32>(SIGINT)
    private static let advice = Mutex("")

    /// The signal that came.
    static var signal: Int32 { received.load(ordering: .relaxed) }

    /// How long the work may take to stop, milliseconds: frames in flight are computed to their end.
    private static let patience: Int32 = 4000

    /// One line that reports what was left and how to continue.
    static var message: String {
        let advice = advice.withLock { $0 }
        return "segue: interrupted; nothing unfinished was left under a final name"
            + (advice.isEmpty ? "\n" : "; \(advice)\n")
    }

    /// Sets how ``message`` ends, one clause on how to continue, without a full stop; at any time.
    static func advise(_ text: String) {
        advice.withLock { $0 = text.printable }
    }

    /// Runs work that a first signal cancels.  A second one ends the program at once, and so does
    /// work that takes too long to stop; its outputs are removed by then.  A first signal that comes
    /// when the work is done changes nothing, unless printing takes as long.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        // Before the work, which has hidden files from its beginning.
        let signals = SignalPipe()
        let task = Task { try await work() }
        Thread.detachNewThread {
            guard let first = signals.next(within: -1) else { return }
            received.store(first, ordering: .relaxed)
            // Elsewhere, so that a slow disk keeps neither a second signal nor the end waiting.
            Thread.detachNewThread { task.cancel() }
            if let second = signals.next(within: patience) { _exit(128 + second) }
            Terminal.error.writeAtOnce(message)
            _exit(128 + first)
        }
        return try await task.value
    }
}
