import Dispatch
import Foundation
import Synchronization

/// SIGINT, SIGTERM and SIGHUP during a render.
enum Interruption {
    private static let received = Atomic<Int32>(SIGINT)

    /// The signal that came.
    static var signal: Int32 { received.load(ordering: .relaxed) }

    /// How long the work may take to stop: frames in flight are computed to their end.
    private static let patience = DispatchTimeInterval.seconds(4)

    /// Runs work that a first signal cancels.  A second one ends the program at once, and so does
    /// work that takes too long to stop; its outputs are removed by then.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(128 + number) }
                received.store(number, ordering: .relaxed)
                DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
                    _exit(128 + number)
                }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}
