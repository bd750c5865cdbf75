import Foundation

/// A terminal that nobody sees.
final class PseudoTerminal {
    private let controller: Int32
    /// The side that a program writes to.
    let device: FileHandle

    struct Failed: Error {}

    /// Whether the machine has pseudo-terminals; a bare container may not.
    static let isThere = (try? PseudoTerminal(columns: 80)) != nil

    init(columns: UInt16) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: unlock the other side, ask its number.
        var (lock, number): (Int32, Int32) = (0, 0)
        guard controller >= 0, ioctl(controller, 0x4004_5431, &lock) == 0,
            ioctl(controller, 0x8004_5430, &number) == 0
        else { throw Failed() }
        let name = "/dev/pts/\(number)"
        let descriptor = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failed() }
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0 else { throw Failed() }
        device = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    }

    deinit { close(controller) }

    /// All that programs write until the last one has ended; called once.
    func readAll() -> String {
        try? device.close()
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(controller, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            // EIO: nobody has the other side open any more.
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        // The terminal makes CR LF of every line's end.
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
