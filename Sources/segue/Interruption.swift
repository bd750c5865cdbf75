import Dispatch
import Foundation
import Synchronization

/// Thrown when a signal asked the program to stop.
struct Interruption: Error {
    private static let received = Atomic<Int32>(SIGINT)

    /// The signal that came.
    static var signal: Int32 { received.load(ordering: .relaxed) }

    /// Runs work that a first SIGINT, SIGTERM or SIGHUP cancels; a second one ends the program at once.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                received.store(number, ordering: .relaxed)
                if task.isCancelled { _exit(128 + number) }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}
