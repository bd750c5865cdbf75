import ArgumentParser
import Files
import Foundation
import Rendering
import Studio

/// Ends the program for an error: messages on standard error, help on standard output, and an exit
/// code of sysexits.h.
func end(with error: any Error) -> Never {
    if error is CancellationError {
        Terminal.error.write(Interruption.message)
        exit(128 + Interruption.signal)
    }
    if error is Segue.MissingArguments {
        Terminal.error.write(
            "segue: error: command line: cannot be read without /proc; mount it\n")
        exit(Failure.Kind.unavailable.rawValue)
    }
    let code = Segue.exitCode(for: error)
    // The parser takes what is none of its own for a failure.
    guard code == .failure else { end(withParserError: error, code) }
    let failure = Failure(error)
    for message in failure.messages { Terminal.error.write("segue: error: \(message)\n") }
    let kind = error is StudioError ? Failure.Kind.unavailable : failure.kind
    exit(kind.rawValue)
}

/// Shows help, or the mistake in the command line and where to find help.
private func end(withParserError error: any Error, _ code: ExitCode) -> Never {
    let text = Segue.fullMessage(for: error)
    guard code != .success else {
        Terminal.output.write(text.hasSuffix("\n") ? text : text + "\n")
        exit(0)
    }
    let message = Segue.message(for: error).split(separator: "\n", omittingEmptySubsequences: false)
    Terminal.error.write(
        "segue: error: \(message.map { String($0).printable }.joined(separator: "\n"))\n")
    if let hint = text.split(separator: "\n").last, hint.hasPrefix("  See ") {
        Terminal.error.write("\(hint)\n")
    }
    exit(code.rawValue)
}

/// Takes the places of standard streams that are closed, so that no output gets their numbers; writing
/// to them still fails.
func reserveStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        // The lowest free number is this one, as those below are taken.
        _ = open("/dev/null", O_RDONLY)
    }
}

/// Lets writing fail where it would end the program: a reader that closes our output early, such as
/// `head`, is no error of ours, and a file at its limit of size is one of the disk.
func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
}

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
