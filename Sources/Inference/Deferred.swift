import Networks

/// A value that is described but not yet written: a place in memory and what is to be done to it.
///
/// out = g(f(base · scale + shift) + residual), then gathered by rows and columns.  One pass writes it.
struct Deferred {
    var base: Program.Place
    /// Before gathering.
    var shape: Shape
    var lanes: Int
    /// Number of the table of scales and shifts; nil for 1 and 0.
    var affine: Int?
    var first: Activation?
    var residual: Program.Place?
    var second: Activation?
    /// Where each row and column comes from, −1 for zero; nil while nothing is gathered.
    var gather: Gather?
    /// The value that this one gathers from, as long as it does nothing else to it.
    var origin: Int?

    struct Gather {
        var rows: [Int32]
        var columns: [Int32]

        /// The gather that takes from this one's result.
        func then(rows outer: [Int32], columns outerColumns: [Int32]) -> Gather {
            Gather(
                rows: outer.map { $0 < 0 ? -1 : rows[Int($0)] },
                columns: outerColumns.map { $0 < 0 ? -1 : columns[Int($0)] })
        }

        var makesZeros: Bool { rows.contains(-1) || columns.contains(-1) }

        /// Where the whole source stands unchanged in the result, if it does.
        func placeOfSource(_ shape: Shape) -> (row: Int, column: Int)? {
            guard let row = Self.run(of: shape.height, in: rows),
                let column = Self.run(of: shape.width, in: columns)
            else { return nil }
            return (row, column)
        }

        private static func run(of count: Int, in sources: [Int32]) -> Int? {
            guard count > 0, sources.count >= count else { return nil }
            return (0...sources.count - count).first { start in
                (0..<count).allSatisfy { sources[start + $0] == Int32($0) }
            }
        }
    }

    /// Whether the value stands in memory as it is.
    var isStored: Bool {
        affine == nil && first == nil && residual == nil && second == nil && gather == nil
    }

    /// The shape after gathering.
    var resultShape: Shape {
        guard let gather else { return shape }
        return Shape(
            channels: shape.channels, height: gather.rows.count, width: gather.columns.count)
    }

    /// Blocks of channels.
    var blocks: Int { (shape.channels + lanes - 1) / lanes }

    /// Takes in an activation; false when it has to be written out first.
    mutating func absorb(_ activation: Activation) -> Bool {
        if let gather, gather.makesZeros { return false }
        if residual == nil, first == nil {
            first = activation
        } else if second == nil {
            second = activation
        } else {
            return false
        }
        origin = nil
        return true
    }

    /// Whether the addition of a stored value can be taken in as `residual`.
    var takesSum: Bool { residual == nil && second == nil && gather == nil }

    /// Takes in a gathering; always possible.
    mutating func absorb(rows: [Int32], columns: [Int32]) {
        gather =
            gather?.then(rows: rows, columns: columns) ?? Gather(rows: rows, columns: columns)
    }
}
