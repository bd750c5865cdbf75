import ArgumentParser
import Foundation
import Rendering

/// Ends the program as an error says: messages on standard error, the exit code of DESIGN's table.
func finish(_ error: any Error) -> Never {
    if error is CancellationError || error is Interruption {
        Terminal.error.write("segue: interrupted; nothing unfinished was left under a final name\n")
        exit(128 + Interruption.signal)
    }
    if error is ExitCode || error is CleanExit || isFromParser(error) {
        Segue.exit(withError: error)
    }
    let failure = Failure(error)
    for line in failure.lines {
        // What shows the place of a mistake is indented and follows its message.
        Terminal.error.write(line.hasPrefix(" ") ? "\(line)\n" : "segue: error: \(line)\n")
    }
    exit(failure.kind.rawValue)
}

/// Whether the argument parser knows better how to show an error, help among them.
private func isFromParser(_ error: any Error) -> Bool {
    Segue.exitCode(for: error) != .failure
}

/// A reader that closes our output early, such as `head`, is no error of ours; writing then fails
/// with EPIPE instead of ending the program.
func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
}
