import Glibc

/// The name of an output in the making: `.NAME.HOST-PROCESS-NUMBER.part`.
struct TemporaryName: Equatable {
    /// The final name; of one longer than 140 bytes the beginning and a hash, so that names stay
    /// within the 255 bytes of file systems.
    let output: String

    /// The machine that writes it.
    let host: String

    /// The process that writes it, on that machine.
    let process: Int

    /// Counts a process's hidden files.
    let number: Int

    /// This machine's name with nothing in it that would end its part of a hidden name.
    static let host = String(
        hostName.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })

    /// A name for a file that this process is about to write.
    init(output: String, number: Int) {
        self.output = Self.shortened(output)
        host = Self.host
        process = Int(getpid())
        self.number = number
    }

    /// Reads a file name; nil when it is of another form.
    init?(_ text: String) {
        guard text.hasPrefix("."), text.hasSuffix(".part") else { return nil }
        let body = text.dropFirst().dropLast(5)
        guard let dot = body.lastIndex(of: ".") else { return nil }
        let writer = body[body.index(after: dot)...].split(
            separator: "-", omittingEmptySubsequences: false)
        guard dot > body.startIndex, writer.count == 3, !writer[0].isEmpty,
            let process = Int(writer[1]), let number = Int(writer[2])
        else { return nil }
        (output, host) = (String(body[..<dot]), String(writer[0]))
        (self.process, self.number) = (process, number)
    }

    /// The file name.
    var text: String { ".\(output).\(host)-\(process)-\(number).part" }

    /// A name that leaves room for what a hidden name adds to it.
    static func shortened(_ name: String) -> String {
        guard name.utf8.count > 140 else { return name }
        var stem = name
        while stem.utf8.count > 120 { stem.removeLast() }
        // FNV-1a (draft-eastlake-fnv): h ← (h ⊕ byte) · 1099511628211
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return "\(stem)~\(String(hash, radix: 16))"
    }
}

/// This machine's name, at most 64 bytes.
let hostName: String = {
    var buffer = [CChar](repeating: 0, count: 65)
    guard gethostname(&buffer, 64) == 0 else { return "localhost" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}()
