import Files
import Foundation

/// One of the standard streams.
struct Terminal: Sendable {
    private let descriptor: Int32

    /// Data goes here.
    static let output = Terminal(descriptor: STDOUT_FILENO)
    /// Progress and messages go here.
    static let error = Terminal(descriptor: STDERR_FILENO)

    /// Whether a person watches: cursor control is for terminals that understand it.
    var isInteractive: Bool {
        isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether colours are welcome (no-color.org).
    var hasColour: Bool {
        isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Columns, 80 where the system does not say.
    var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes a note, one line.
    static func note(_ text: String) { error.write("segue: note: \(text.printable)\n") }

    /// Writes a path or other data as a line: unchanged for programs, and with control characters escaped
    /// on a terminal.
    func writeLine(_ text: String) {
        write((isatty(descriptor) == 1 ? text.printable : text) + "\n")
    }

    /// Writes all of the text, on a terminal with control characters escaped, except line breaks and tabs.
    ///
    /// If data cannot be written the program ends: quietly if its reader has gone, else with a message.
    /// A message that cannot be written is dropped.
    func write(_ text: String) {
        guard isatty(descriptor) == 1 else { return writeControls(text) }
        writeControls(
            text.unicodeScalars.map { "\n\t".unicodeScalars.contains($0) ? "\($0)" : $0.printable }
                .joined())
    }

    /// The same with control characters of our own.
    func writeControls(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if descriptor == STDOUT_FILENO { Self.endForLackOfReaders(errno) }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Writes a short text if there is room for it now.
    func writeAtOnce(_ text: String) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return }
        let bytes = Array(text.utf8)
        _ = Foundation.write(descriptor, bytes, bytes.count)
    }

    private static func endForLackOfReaders(_ number: Int32) -> Never {
        if number == EPIPE { exit(128 + SIGPIPE) }
        let reason = String(cString: strerror(number))
        error.write("segue: error: standard output: \(reason), expected a reader\n")
        exit(74)
    }
}
