import Foundation

/// The memory of this process as the system counts it.
enum ProcessMemory {
    /// The most that was in memory at a time, bytes: VmHWM of Linux's /proc/self/status, in which
    /// networks and buffers are counted when they are first touched; without proc what getrusage(2)
    /// says, in which the process that started this one may be counted.
    static var peakBytes: Int? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else {
            var usage = rusage()
            return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0
                ? usage.ru_maxrss * 1024 : nil
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
