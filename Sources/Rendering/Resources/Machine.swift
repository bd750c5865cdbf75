import Foundation

/// What this machine, or the part of it that the process may use, has to offer.
public struct Machine: Sendable, Equatable {
    /// Cores that the process may run on, or the processor time that its control groups allow, in whole
    /// cores; 1 or more.
    public let cores: Int
    /// Bytes that can be had without swapping: what is available, or what the control groups leave,
    /// whichever is less.
    public let availableMemory: Int

    /// A machine of so many cores and so much memory.
    public init(cores: Int, availableMemory: Int) {
        (self.cores, self.availableMemory) = (max(cores, 1), max(availableMemory, 0))
    }

    /// Looks at the machine as Linux shows it (proc(5), cgroups(7)).
    ///
    /// - Parameter root: the folder in which `proc` and `sys` are looked for.
    public init(root: String = "/") {
        let groups = ControlGroups(root: root)
        let system = ProcessInfo.processInfo
        let physical = Int(clamping: system.physicalMemory)
        let available = Self.availableMemory(root) ?? physical
        let space = Self.addressSpace(root) ?? .max
        self.init(
            cores: min(system.activeProcessorCount, groups.cores ?? .max),
            availableMemory: min(available, groups.memory ?? .max, space))
    }

    /// What a render may hold when the user does not say: what is available less a tenth, and at least
    /// 200 MB, for other programs and the system's file cache.
    public var budget: MemorySize {
        MemorySize(bytes: availableMemory - max(availableMemory / 10, 200_000_000))
    }

    /// What `ulimit -v` leaves; nil without a limit.  Of /proc/self/statm's first number, in pages, the
    /// process has already what its libraries take.
    private static func addressSpace(_ root: String) -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
            let bytes = Int(exactly: limit.rlim_cur)
        else { return nil }
        let text = (try? String(contentsOfFile: "\(root)/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").first.flatMap { Int($0) } ?? 0
        return max(0, bytes - pages * Int(getpagesize()))
    }

    /// MemAvailable of /proc/meminfo, which is in KiB.
    private static func availableMemory(_ root: String) -> Int? {
        guard let text = try? String(contentsOfFile: "\(root)/proc/meminfo", encoding: .utf8),
            let match = text.firstMatch(of: /MemAvailable: +([0-9]+) kB/),
            let count = Int(match.output.1)
        else { return nil }
        return count.multipliedReportingOverflow(by: 1024).partialValue
    }
}
