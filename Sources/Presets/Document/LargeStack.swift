import Glibc

/// Runs work on a thread of its own with 16 MiB of stack, and waits for it.
///
/// libyaml refuses more than 1000 levels of nesting; Yams recurses once a level and was measured to need
/// up to 4 MiB for them, more than the threads of a concurrent caller have.
///
/// - Parameter otherwise: the outcome where no thread can be made: Foundation's would be waited for in
///   vain.
func onLargeStack<Outcome>(
    otherwise: @autoclosure () -> Outcome, _ work: @escaping @Sendable () -> Outcome
) -> Outcome {
    var outcome: Outcome?
    let body = ThreadBody { outcome = work() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 16 << 20)
    var thread = pthread_t()
    let code = pthread_create(
        &thread, &attributes,
        { opaque in
            if let opaque { Unmanaged<ThreadBody>.fromOpaque(opaque).takeUnretainedValue().run() }
            return nil
        }, Unmanaged.passUnretained(body).toOpaque())
    guard code == 0 else { return otherwise() }
    // What the thread has written is seen after this.
    pthread_join(thread, nil)
    return withExtendedLifetime(body) { outcome ?? otherwise() }
}

/// The work of a thread.
private final class ThreadBody {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
