import Rendering
import Testing

/// Sizes as users write and read them.
struct MemorySizeTests {
    @Test(arguments: [
        ("2G", 2_000_000_000), ("800M", 800_000_000), ("1.5GiB", 1_610_612_736),
        ("1 TB", 1_000_000_000_000), ("64k", 64_000), ("64KiB", 65_536), ("0.5mb", 500_000),
        ("3mi", 3_145_728),
    ])
    func `units count in thousands, with an i in steps of 1024`(text: String, bytes: Int) {
        #expect(MemorySize(text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "2", "G", "0G", "-1G", "1,5G", "1.G", ".5G", "2GG", "2 G B", "1e3M", "0.0001K", "2X",
        "99999999999T", "٢G", "NaNG",
    ])
    func `anything else is no size`(text: String) {
        #expect(MemorySize(text) == nil)
    }

    @Test(arguments: [
        (1, "1 MB"), (310_000_000, "310 MB"), (310_000_001, "311 MB"), (999_000_000, "999 MB"),
        (999_000_001, "1 GB"), (2_000_000_000, "2 GB"), (3_010_000_000, "3.1 GB"),
        (21_000_000_001, "21.1 GB"),
    ])
    func `sizes are shown rounded up`(bytes: Int, text: String) {
        #expect("\(MemorySize(bytes: bytes))" == text)
    }
}
