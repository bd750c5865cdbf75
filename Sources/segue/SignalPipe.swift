import Foundation
import Synchronization

/// The signals that end a program, as a queue that a thread can wait at.
///
/// Those that whoever started the program wanted ignored (`nohup`) stay ignored.
struct SignalPipe: Sendable {
    private let reader: Int32

    /// Takes the signals.
    init() {
        var ends: [Int32] = [-1, -1]
        // Without descriptors the signals keep what they do.
        guard pipe(&ends) == 0 else {
            reader = -1
            return
        }
        reader = ends[0]
        signalWriter.store(ends[1], ordering: .sequentiallyConsistent)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] where !isIgnored(number) {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = passOn
            action.sa_flags = SA_RESTART
            sigaction(number, &action, nil)
        }
    }

    /// The next signal; nil if none comes within the milliseconds (negative: waits for ever).
    func next(within milliseconds: Int32) -> Int32? {
        var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        var number: UInt8 = 0
        while reader >= 0 {
            // The handler may run in this very thread, which ends the call.
            let count = poll(&entry, 1, milliseconds)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            let length = read(reader, &number, 1)
            if length < 0, errno == EINTR { continue }
            return length == 1 && number > 0 ? Int32(number) : nil
        }
        return nil
    }
}

/// Lets SIGQUIT end the program without Swift's account of a crash, which takes seconds.
func quitAtOnce() {
    if !isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
}

/// Whether whoever started the program wants a signal ignored.
private func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return action.__sigaction_handler.sa_handler.map { unsafeBitCast($0, to: Int.self) }
        == unsafeBitCast(SIG_IGN, to: Int.self)
}

/// The descriptor that signal handlers write to.
private let signalWriter = Atomic<Int32>(-1)

/// A signal handler: only calls that are safe in one.
private func passOn(_ number: Int32) {
    let before = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalWriter.load(ordering: .relaxed), &byte, 1)
    errno = before
}
