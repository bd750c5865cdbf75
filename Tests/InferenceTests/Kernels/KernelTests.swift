import CKernels
import Fixtures
import Testing
import Weights

/// The C kernels against their formulae, for every lane count and odd sizes.
struct KernelTests {
    @Test("moments are those of float64 sums, also far from 0", arguments: [1, 8, 16])
    func moments(lanes: Int) {
        var random = RandomNumbers(seed: 4)
        for (height, width, center) in [(1, 1, 0), (3, 7, 100), (5, 4, -1000), (33, 130, 3)] {
            let row = width * lanes + 5
            let data = (0..<row * height).map { _ in Float(center) + random.float() }
            var mean = [Double](repeating: 0, count: lanes)
            var variance = mean
            segue_kernels_in_use().pointee.moments(
                data, row, Int64(height), Int64(width), Int32(lanes), &mean, &variance)
            for lane in 0..<lanes {
                let values = (0..<height).flatMap { y in
                    (0..<width).map { x in Double(data[y * row + x * lanes + lane]) }
                }
                let μ = values.reduce(0, +) / Double(values.count)
                let σ² = values.reduce(0) { $0 + ($1 - μ) * ($1 - μ) } / Double(values.count)
                // Distances from the mean, not the values, are summed in float32.
                #expect(abs(mean[lane] - μ) <= 1e-6)
                #expect(abs(variance[lane] - σ²) <= 1e-6 * σ²)
            }
        }
    }

    @Test("a pass gives the same bits whichever rows are computed together")
    func sharing() {
        var random = RandomNumbers(seed: 10)
        let input = random.tensor([2 * 5 * 6 * 8]).values
        let rows: [Int32] = [2, 1, 0, 0, 1, 2, -1, 4, 4, 4]
        let columns: [Int32] = [0, 0, 3, 5, -1, 2, 2]
        func run(_ cuts: [Int64]) -> [Float] {
            var output = [Float](repeating: .nan, count: 2 * rows.count * columns.count * 8)
            var source = input
            source.withUnsafeMutableBufferPointer { source in
                output.withUnsafeMutableBufferPointer { output in
                    rows.withUnsafeBufferPointer { rows in
                        columns.withUnsafeBufferPointer { columns in
                            var pass = segue_pass()
                            pass.in = segue_view(
                                data: source.baseAddress, row: 48, pixel: 8, block: 240, lane: 1)
                            pass.out = segue_view(
                                data: output.baseAddress, row: columns.count * 8, pixel: 8,
                                block: rows.count * columns.count * 8, lane: 1)
                            pass.rows = rows.baseAddress
                            pass.columns = columns.baseAddress
                            pass.height = Int64(rows.count)
                            pass.width = Int64(columns.count)
                            pass.lanes = 8
                            pass.channels = 16
                            for (first, last) in zip(cuts, cuts.dropFirst()) {
                                segue_kernels_in_use().pointee.pass_rows(&pass, first, last)
                            }
                        }
                    }
                }
            }
            return output
        }
        let whole = run([0, 20])
        for y in 0..<10 {
            for x in 0..<7 {
                let (row, column) = (Int(rows[y]), Int(columns[x]))
                let expected = row < 0 || column < 0 ? 0 : input[row * 48 + column * 8 + 3]
                #expect(whole[(y * 7 + x) * 8 + 3] == expected)
            }
        }
        for cuts in [[0, 7, 20], [0, 4, 9, 11, 20], Array(0...20)] as [[Int64]] {
            #expect(run(cuts) == whole)
        }
    }
}
