import Foundation

/// The limits of the control groups that the process is in, of both versions (the kernel's
/// admin-guide/cgroup-v2 and cgroup-v1).
struct ControlGroups {
    /// Processor time a second, in cores, rounded up; nil where it is not limited.
    let cores: Int?
    /// Bytes that are left; nil where they are not limited.
    let memory: Int?

    /// - Parameter root: the folder in which `proc` and `sys` are looked for.
    init(root: String) {
        let folders = Self.folders(root)
        cores = folders.compactMap { Self.cores($0) }.min()
        memory = folders.compactMap { Self.memory($0) }.min()
    }

    /// The folders of the process's groups and of those around them, as far as they can be seen: in a
    /// container the group's own folder may be the mount's.
    private static func folders(_ root: String) -> [String] {
        let mount = "\(root)/sys/fs/cgroup"
        // Without proc the group that is mounted, which in a container is the process's own.
        let text =
            (try? String(contentsOfFile: "\(root)/proc/self/cgroup", encoding: .utf8)) ?? "0::/"
        return text.split(separator: "\n").flatMap { line -> [String] in
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            let names =
                parts[1].isEmpty
                ? ["", "unified"] : parts[1].split(separator: ",").map(\.description)
            return names.flatMap { name in paths(String(parts[2])).map { "\(mount)/\(name)\($0)" } }
        }
    }

    /// A path and all above it.
    private static func paths(_ path: String) -> [String] {
        let parts = path.split(separator: "/").filter { $0 != ".." }
        return (0...parts.count).map { "/" + parts.prefix($0).joined(separator: "/") }
    }

    private static func cores(_ folder: String) -> Int? {
        let numbers = words("\(folder)/cpu.max").map { Double($0) }
        if numbers.count == 2 { return cores(numbers[0], numbers[1]) }
        return cores(
            number("\(folder)/cpu.cfs_quota_us").map { Double($0) },
            number("\(folder)/cpu.cfs_period_us").map { Double($0) })
    }

    private static func cores(_ quota: Double?, _ period: Double?) -> Int? {
        guard let quota, let period, quota > 0, period > 0, quota / period < 1e6 else { return nil }
        return Int((quota / period).rounded(.up))
    }

    /// The limit less what is in use, of which the file cache can be had back.
    private static func memory(_ folder: String) -> Int? {
        let names = [
            ("memory.max", "memory.current", "inactive_file"),
            ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        ]
        return names.compactMap { limit, usage, cache -> Int? in
            guard let limit = number("\(folder)/\(limit)"), limit > 0,
                let usage = number("\(folder)/\(usage)"), usage >= 0
            else { return nil }
            let statistics = words("\(folder)/memory.stat")
            let place = statistics.firstIndex(of: cache).map { $0 + 1 }
            let file = place.flatMap { statistics.indices.contains($0) ? Int(statistics[$0]) : nil }
            return max(0, limit - max(0, usage - min(usage, max(0, file ?? 0))))
        }.min()
    }

    private static func number(_ file: String) -> Int? { words(file).first.flatMap { Int($0) } }

    private static func words(_ file: String) -> [String] {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
