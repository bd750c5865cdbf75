import Foundation

/// The memory of this process as the system counts it.
enum ProcessMemory {
    /// The most that was in memory at a time, bytes: VmHWM of Linux's /proc/self/status, in which
    /// networks and buffers are counted when they are first touched; nil where there is no such file.
    static var peakBytes: Int? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else {
            return nil
        }
        return peakBytes(inStatus: String(decoding: bytes, as: UTF8.self))
    }

    /// `VmHWM:      1234 kB` somewhere in the text.
    static func peakBytes(inStatus text: String) -> Int? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        guard words.count == 3, words[2] == "kB", let kibibytes = Int(words[1]) else { return nil }
        return kibibytes * 1024
    }
}
