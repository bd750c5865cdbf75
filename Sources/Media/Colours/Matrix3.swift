/// A matrix of three rows and three columns.
struct Matrix3 {
    /// Row by row, nine numbers.
    let entries: [Double]

    /// Bradford's cone responses to X, Y and Z (ICC.1:2022, annex E).
    static let bradford = Matrix3([
        0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296,
    ])

    private init(_ entries: [Double]) { self.entries = entries }

    init(diagonal d: [Double]) { entries = [d[0], 0, 0, 0, d[1], 0, 0, 0, d[2]] }

    init(columns: [[Double]]) {
        entries = (0..<9).map { columns[$0 % 3][$0 / 3] }
    }

    var isFinite: Bool { entries.allSatisfy(\.isFinite) }

    /// Nil where the determinant is almost 0.
    var inverse: Matrix3? {
        let m = entries
        let cofactors = (0..<9).map { index -> Double in
            let (row, column) = (index % 3, index / 3)
            let (r1, r2) = ((row + 1) % 3, (row + 2) % 3)
            let (c1, c2) = ((column + 1) % 3, (column + 2) % 3)
            let (a, b) = (m[r1 * 3 + c1] * m[r2 * 3 + c2], m[r1 * 3 + c2] * m[r2 * 3 + c1])
            return a - b
        }
        let determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6]
        guard abs(determinant) > 1e-9 else { return nil }
        return Matrix3(cofactors.map { $0 / determinant })
    }

    static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
        Matrix3(columns: (0..<3).map { a * b.column($0) })
    }

    static func * (a: Matrix3, v: [Double]) -> [Double] {
        (0..<3).map { row in
            let (x, y, z) = (a.entries[row * 3], a.entries[row * 3 + 1], a.entries[row * 3 + 2])
            return x * v[0] + y * v[1] + z * v[2]
        }
    }

    /// The column of an index 0…2.
    func column(_ index: Int) -> [Double] {
        [entries[index], entries[index + 3], entries[index + 6]]
    }
}
