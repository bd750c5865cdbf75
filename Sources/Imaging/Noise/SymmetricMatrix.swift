/// A real symmetric matrix.
struct SymmetricMatrix {
    /// Rows and columns.
    let side: Int
    /// Row by row, all of them.
    private(set) var elements: [Double]

    /// - Parameter elements: side × side numbers, of which those above the diagonal count.
    init(side: Int, upper elements: [Double]) {
        (self.side, self.elements) = (side, elements)
        for row in 0..<side {
            for column in 0..<row {
                self.elements[row * side + column] = elements[column * side + row]
            }
        }
    }

    /// The eigenvalues in ascending order, by Jacobi's rotations over all pairs in turn (G. Golub, C. Van
    /// Loan, "Matrix Computations", 8.5), to about 1e-12 of the largest.
    var eigenvalues: [Double] {
        var rotated = self
        let size = elements.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<32 where rotated.offDiagonal > 1e-26 * size { rotated.sweep() }
        return (0..<side).map { rotated.elements[$0 * side + $0] }.sorted()
    }

    /// The sum of squares above the diagonal.
    private var offDiagonal: Double {
        (0..<side).reduce(0) { sum, row in
            (row + 1..<max(side, row + 1)).reduce(sum) {
                $0 + elements[row * side + $1] * elements[row * side + $1]
            }
        }
    }

    private mutating func sweep() {
        for p in 0..<side {
            for q in p + 1..<max(side, p + 1) { rotate(p, q) }
        }
    }

    /// Makes the element at (p, q) zero.
    private mutating func rotate(_ p: Int, _ q: Int) {
        let element = elements[p * side + q]
        guard element != 0 else { return }
        let slope = (elements[q * side + q] - elements[p * side + p]) / (2 * element)
        let tangent =
            (slope < 0 ? -1 : 1) / (slope.magnitude + (slope * slope + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for k in 0..<side {
            let (first, second) = (elements[k * side + p], elements[k * side + q])
            elements[k * side + p] = cosine * first - sine * second
            elements[k * side + q] = sine * first + cosine * second
        }
        for k in 0..<side {
            let (first, second) = (elements[p * side + k], elements[q * side + k])
            elements[p * side + k] = cosine * first - sine * second
            elements[q * side + k] = sine * first + cosine * second
        }
    }
}
