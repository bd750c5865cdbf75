/// How long a kernel takes, and how much it does in that time.
struct Measurement {
    /// What a kernel's work is counted in.
    enum Work {
        /// Bytes that it has to read and write once.
        case bytes(Int)
        /// Floating-point operations.
        case operations(Double)
    }

    let name: String
    let work: Work
    /// Of the fastest run, and of the run in the middle, seconds.
    let seconds: (fastest: Double, median: Double)

    /// Runs the body until it has run nine times and half a second has gone by, and once before.
    init(_ name: String, _ work: Work, body: () throws -> Void) rethrows {
        self.name = name
        self.work = work
        try body()
        var times: [Double] = []
        let start = ContinuousClock.now
        while times.count < 9 || ContinuousClock.now - start < .milliseconds(500) {
            let before = ContinuousClock.now
            try body()
            times.append((ContinuousClock.now - before) / .seconds(1))
        }
        times.sort()
        seconds = (times[0], times[times.count / 2])
    }

    static let titles = row("kernel", ["fastest ms", "median ms", "GB/s", "GFLOP/s", "peak"])

    var line: String { line(peak: nil) }

    /// - Parameter peak: the most operations a second.
    func line(peak: Double?) -> String {
        let rate: [String] =
            switch work {
            case .bytes(let bytes): [decimal(Double(bytes) / seconds.median / 1e9)]
            case .operations(let operations):
                ["", decimal(operations / seconds.median / 1e9)]
                    + (peak.map { [decimal(100 * operations / seconds.median / $0) + " %"] } ?? [])
            }
        let times = [seconds.fastest, seconds.median].map { decimal(1000 * $0, digits: 3) }
        return Self.row(name, times + rate)
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        let cells = cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }
        return name + String(repeating: " ", count: max(0, 58 - name.count)) + cells.joined()
    }
}

/// A number of 0 or more with so many decimals.
func decimal(_ value: Double, digits: Int = 1) -> String {
    guard value.isFinite, value < 1e12 else { return "∞" }
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((value * Double(scale)).rounded())
    return "\(scaled / scale).\(String(scaled % scale + scale).dropFirst())"
}
