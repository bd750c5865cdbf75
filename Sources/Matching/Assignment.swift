import Graphs

/// Which row goes with which column so that the sum of their values is the largest: the linear
/// assignment problem of a square matrix.
///
/// Solved by shortest augmenting paths over reduced costs in O(n³) (Kuhn, Naval Research Logistics
/// Quarterly 2, 1955; Jonker and Volgenant, Computing 38, 1987).
package struct Assignment: Sendable {
    /// The column of each row, a permutation of 0..<n.
    package let columns: [Int]
    /// The sum of the chosen values.
    package let total: Double
    /// One number a row and a column whose sum is at least the value at every place and equals it at
    /// the chosen ones: the proof that no other assignment has a larger total.
    package let potentials: (rows: [Double], columns: [Double])

    /// Solves the problem for a matrix in row-major order, n × n finite numbers.
    ///
    /// Stops the program when the numbers are not n² many.
    package init(maximising values: [Float], count n: Int) {
        precondition(values.count == n * n, "Assignment: a square matrix")
        var search = Search(values: values, count: n)
        for row in 0..<n { search.add(row) }
        var columns = [Int](repeating: 0, count: n)
        for column in 0..<n { columns[search.rowOfColumn[column]] = column }
        self.columns = columns
        total = columns.indices.reduce(0) { $0 + Double(values[$1 * n + columns[$1]]) }
        potentials = (search.rowPotentials.map { -$0 }, search.columnPotentials.map { -$0 })
    }
}

/// The state between rows: an assignment of the rows so far that is the best for them.
///
/// Costs are the negated values; reduced costs c − u − v are never negative and 0 where assigned.
private struct Search {
    private let values: [Float]
    private let count: Int
    private(set) var rowPotentials: [Double]
    private(set) var columnPotentials: [Double]
    /// −1 for a column that is still free.
    private(set) var rowOfColumn: [Int]

    init(values: [Float], count: Int) {
        self.values = values
        self.count = count
        rowPotentials = Array(repeating: 0, count: count)
        columnPotentials = Array(repeating: 0, count: count)
        rowOfColumn = Array(repeating: -1, count: count)
    }

    /// Takes in one more row by the shortest path of reassignments that ends at a free column.
    mutating func add(_ row: Int) {
        var distances = [Double](repeating: .infinity, count: count)
        var previous = [Int](repeating: -1, count: count)
        var reached: [Int] = []
        var isReached = [Bool](repeating: false, count: count)
        var (current, travelled, last) = (row, 0.0, -1)
        repeat {
            var next = -1
            for column in 0..<count where !isReached[column] {
                let reduced =
                    -Double(values[current * count + column]) - rowPotentials[current]
                    - columnPotentials[column]
                if travelled + reduced < distances[column] {
                    distances[column] = travelled + reduced
                    previous[column] = last
                }
                if next < 0 || distances[column] < distances[next] { next = column }
            }
            travelled = distances[next]
            isReached[next] = true
            reached.append(next)
            (last, current) = (next, rowOfColumn[next])
        } while current >= 0
        settle(row, reached, distances, travelled)
        while last >= 0 {
            let before = previous[last]
            rowOfColumn[last] = before < 0 ? row : rowOfColumn[before]
            last = before
        }
    }

    /// Moves the potentials so that reduced costs along the path become 0 and none negative.
    private mutating func settle(
        _ row: Int, _ reached: [Int], _ distances: [Double], _ travelled: Double
    ) {
        rowPotentials[row] += travelled
        for column in reached {
            let slack = travelled - distances[column]
            columnPotentials[column] -= slack
            if rowOfColumn[column] >= 0 { rowPotentials[rowOfColumn[column]] += slack }
        }
    }
}
