import CKernels
import KernelCases
import Testing

/// Every kernel at every level that this processor has, against the plain one.
struct KernelLevelsTests {
    private static let levels = [SEGUE_LEVEL_PLAIN, SEGUE_LEVEL_AVX2, SEGUE_LEVEL_AVX512]

    /// Only the sums of convolutions are fused, and so may differ.
    private static func strictness(of kernel: String) -> Strictness {
        switch kernel {
        case "winograd_unit", "from_planes_unit", "to_planes_unit": .close(1e-5)
        default: .exact
        }
    }

    private static let kernels = Mirror(reflecting: segue_kernels_in_use().pointee).children
        .compactMap(\.label)

    @Test func `every kernel has a case`() {
        let cases = (0..<kernel_case_count()).map { String(cString: kernel_case_name($0)) }
        #expect(Self.kernels.count == MemoryLayout<segue_kernels>.size / MemoryLayout<Int>.size)
        #expect(Set(cases) == Set(Self.kernels))
    }

    @Test func `every level computes what the plain one does`() {
        var rows = [
            ["kernel", "strictness"] + Self.levels.map { String(cString: segue_level_name($0)) }
        ]
        for kernel in Self.kernels {
            let strictness = Self.strictness(of: kernel)
            let plain = Self.results(of: kernel, SEGUE_LEVEL_PLAIN)
            let found = Self.levels.map { level in
                guard level.rawValue <= segue_best_level().rawValue else { return "not here" }
                let difference = Difference(Self.results(of: kernel, level), plain)
                #expect(strictness.allows(difference), "\(kernel), level \(level): \(difference)")
                return difference.description
            }
            rows.append([kernel, strictness.description] + found)
        }
        print(Self.table(rows))
    }

    @Test func `levels that fuse compute the same`() throws {
        guard segue_best_level() == SEGUE_LEVEL_AVX512 else {
            print("skipped: this processor has no AVX-512")
            return
        }
        for kernel in Self.kernels {
            let difference = Difference(
                Self.results(of: kernel, SEGUE_LEVEL_AVX512),
                Self.results(of: kernel, SEGUE_LEVEL_AVX2))
            #expect(Strictness.exact.allows(difference), "\(kernel): \(difference)")
        }
    }

    /// What a kernel's cases gave at a level: arrays of numbers that have a scale in common.
    private static func results(of kernel: String, _ level: segue_level) -> [[Double]] {
        (0..<kernel_case_count()).filter { String(cString: kernel_case_name($0)) == kernel }
            .flatMap { index in
                let results = kernel_case_run(index, level)
                defer { kernel_results_free(results) }
                var (start, arrays) = (0, [[Double]]())
                for array in 0..<Int(results.count) {
                    let end = Int(results.ends[array])
                    arrays.append((start..<end).map { results.values[$0] })
                    start = end
                }
                return arrays
            }
    }

    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// How far results may differ.
private enum Strictness: CustomStringConvertible {
    /// Not at all.
    case exact
    /// By so much of the largest number of their array.
    case close(Double)

    func allows(_ difference: Difference) -> Bool {
        switch self {
        case .exact: difference.count == 0
        case .close(let tolerance): difference.largest <= tolerance
        }
    }

    var description: String {
        switch self {
        case .exact: "exact"
        case .close(let tolerance): "close, \(tolerance)"
        }
    }
}

/// What differs between two results.
private struct Difference: CustomStringConvertible {
    /// Numbers that differ.
    private(set) var count = 0
    /// The largest difference, in terms of the largest number of its array; infinite where one result
    /// has something else than a finite number and the other has not.
    private(set) var largest = 0.0

    init(_ first: [[Double]], _ second: [[Double]]) {
        guard first.map(\.count) == second.map(\.count) else {
            (count, largest) = (.max, .infinity)
            return
        }
        for (a, b) in zip(first, second) {
            let scale = b.lazy.filter(\.isFinite).reduce(0) { max($0, abs($1)) }
            for (x, y) in zip(a, b) where x != y && !(x.isNaN && y.isNaN) {
                count += 1
                let distance = abs(x - y) / scale
                largest = max(largest, distance.isFinite ? distance : .infinity)
            }
        }
    }

    var description: String {
        count == 0 ? "same" : "\(count) differ, at most \(Float(largest))"
    }
}
