import Graphs

/// Where each row and column of a value is taken from.
struct PixelGather: Sendable, Equatable {
    /// −1 for a number that stands outside.
    var rows: [Int32]
    var columns: [Int32]
    var outside: Float = 0

    /// The gather that takes from this one's result; nil where two numbers would stand outside.
    func then(_ outer: PixelGather) -> PixelGather? {
        if makesConstants, outer.makesConstants, outside != outer.outside { return nil }
        return PixelGather(
            rows: outer.rows.map { $0 < 0 ? -1 : rows[Int($0)] },
            columns: outer.columns.map { $0 < 0 ? -1 : columns[Int($0)] },
            outside: makesConstants ? outside : outer.outside)
    }

    var makesConstants: Bool { rows.contains(-1) || columns.contains(-1) }

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
