import Fixtures
import Foundation
import Rendering
import Testing

/// What is read of proc and of control groups, in folders that look like them.
struct MachineTests {
    @Test func `without limits it is what Linux calls available`() throws {
        let root = try Self.root(["proc/meminfo": Self.meminfo])
        #expect(Machine(root: root.path).availableMemory == 2_000_000 * 1024)
    }

    @Test func `a tenth and at least 200 MB are left to others`() {
        let large = Machine(cores: 1, availableMemory: 20_000_000_000)
        #expect(large.budget.bytes == 18_000_000_000)
        #expect(Machine(cores: 1, availableMemory: 1_000_000_000).budget.bytes == 800_000_000)
        #expect(Machine(cores: 1, availableMemory: 5).budget.bytes == 1)
    }

    @Test func `the second version's limits count less what is in use, but for the file cache`()
        throws
    {
        let root = try Self.root([
            "proc/meminfo": Self.meminfo, "proc/self/cgroup": "0::/a.slice/b\n",
            "sys/fs/cgroup/a.slice/memory.max": "1000000000\n",
            "sys/fs/cgroup/a.slice/memory.current": "500000000\n",
            "sys/fs/cgroup/a.slice/memory.stat": "anon 300000000\ninactive_file 200000000\n",
            "sys/fs/cgroup/a.slice/b/memory.max": "max\n",
            "sys/fs/cgroup/a.slice/b/memory.current": "400000000\n",
            "sys/fs/cgroup/a.slice/b/cpu.max": "max 100000\n",
        ])
        #expect(Machine(root: root.path).availableMemory == 700_000_000)
    }

    @Test func `the first version's limits are found in each controller's own folders`() throws {
        let root = try Self.root([
            "proc/meminfo": Self.meminfo,
            "proc/self/cgroup": "4:memory:/job\n3:cpu,cpuacct:/job\n1:name=systemd:/\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "5000\n",
            "sys/fs/cgroup/memory/job/memory.limit_in_bytes": "600000000\n",
            "sys/fs/cgroup/memory/job/memory.usage_in_bytes": "100000000\n",
            "sys/fs/cgroup/memory/job/memory.stat": "total_inactive_file 50000000\n",
            "sys/fs/cgroup/cpu/job/cpu.cfs_quota_us": "-1\n",
            "sys/fs/cgroup/cpu/job/cpu.cfs_period_us": "100000\n",
        ])
        #expect(Machine(root: root.path).availableMemory == 550_000_000)
    }

    @Test(arguments: [("50000 100000", 1), ("100000 100000", 1), ("1 1000000", 1)])
    func `processor time is counted in whole cores`(text: String, cores: Int) throws {
        let root = try Self.root([
            "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "\(text)\n",
        ])
        #expect(Machine(root: root.path).cores == cores)
    }

    @Test(arguments: ["", "x", "0::/../..\n", "0::/a\n5:memory\n:::\n"])
    func `folders that are not there, and text that is none of it, change nothing`(
        groups: String
    ) throws {
        let root = try Self.root(["proc/self/cgroup": groups, "sys/fs/cgroup/cpu.max": "-5 0\n"])
        let machine = Machine(root: root.path)
        #expect(machine.cores == ProcessInfo.processInfo.activeProcessorCount)
        #expect(machine.availableMemory == Int(ProcessInfo.processInfo.physicalMemory))
    }

    private static let meminfo = "MemTotal:  4000000 kB\nMemFree: 1 kB\nMemAvailable: 2000000 kB\n"

    private static func root(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (path, text) in files {
            try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
            try folder.write(text.utf8, path)
        }
        return folder
    }
}
