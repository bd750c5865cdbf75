import Foundation

/// Runs work on a thread of its own with 16 MiB of stack, and waits for it.
///
/// libyaml refuses more than 1000 levels of nesting; Yams recurses once a level and was measured to need
/// up to 4 MiB for them, more than the threads of a concurrent caller have.
func onLargeStack<Outcome>(
    otherwise outcome: Outcome, _ work: @escaping @Sendable () -> Outcome
) -> Outcome {
    let box = OutcomeBox(outcome)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        box.outcome = work()
        done.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
    done.wait()
    return box.outcome
}

// Written by the thread before it signals and read after the wait, never at once.
private final class OutcomeBox<Outcome>: @unchecked Sendable {
    var outcome: Outcome

    init(_ outcome: Outcome) { self.outcome = outcome }
}
