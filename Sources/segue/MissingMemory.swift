import Foundation

/// Lets the program end with a line, and 69, if a library written in C++ (oneDNN) gets no memory: its
/// exception would pass through C and end it with a signal.
///
/// The corresponding C++ function is `std::set_new_handler`.
func reportMissingMemory() {
    typealias Handler = @convention(c) () -> Void
    typealias Setter = @convention(c) (Handler?) -> Handler?
    guard let symbol = dlsym(nil, "_ZSt15set_new_handlerPFvvE") else { return }
    _ = unsafeBitCast(symbol, to: Setter.self)({
        // Only what needs no memory.
        let line: StaticString =
            "segue: error: memory: none left, expected more, fewer --workers or a smaller --memory\n"
        _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
        _exit(69)
    })
}
