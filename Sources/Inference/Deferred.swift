import Networks

/// A value that is described but not yet written: a place in memory and what is to be done to it.
///
/// out = stages(base), then gathered by rows and columns.  One pass writes it.
struct Deferred {
    var base: Place
    /// Before gathering.
    var shape: Shape
    var lanes: Int
    var stages: [Program.Stage] = []
    /// Where each row and column comes from; nil while nothing is gathered.
    var gather: Gather?
    /// The value that this one gathers from, as long as it does nothing else to it.
    var origin: Int?

    struct Gather: Sendable, Equatable {
        /// −1 for a number that stands outside.
        var rows: [Int32]
        var columns: [Int32]
        var outside: Float = 0

        /// The gather that takes from this one's result; nil where two numbers would stand outside.
        func then(_ outer: Gather) -> Gather? {
            if makesConstants, outer.makesConstants, outside != outer.outside { return nil }
            return Gather(
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

    /// Whether the value stands in memory as it is.
    var isStored: Bool { stages.isEmpty && gather == nil && base.isOrdinary(lanes: lanes) }

    /// The shape after gathering.
    var resultShape: Shape {
        guard let gather else { return shape }
        return Shape(
            channels: shape.channels, height: gather.rows.count, width: gather.columns.count)
    }

    /// Whether a stage can be taken in that does the same to every pixel.
    var takesStage: Bool {
        stages.count < Program.longestPass && gather?.makesConstants != true
    }

    /// Whether the combination with an operand can be taken in.
    func takes(_ operand: Place) -> Bool { takesStage && (gather == nil || operand.isOnePixel) }

    /// Takes in a stage; ``takesStage`` must hold.
    mutating func absorb(_ stage: Program.Stage) {
        stages.append(stage)
        origin = nil
    }

    /// Takes in a gathering; false when it has to be written out first.
    mutating func absorb(_ outer: Gather) -> Bool {
        guard let joined = gather.map({ $0.then(outer) }) ?? outer else { return false }
        gather = joined
        return true
    }

    /// The same value in blocks of another number of channels; nil where a pass cannot read it so.
    func inBlocks(of lanes: Int) -> Deferred? {
        var value = self
        guard let base = base.inBlocks(of: lanes, from: self.lanes, channels: shape.channels)
        else { return nil }
        value.base = base
        value.lanes = lanes
        value.stages = []
        for stage in stages {
            guard case .combination(let function, let place, let reversed) = stage else {
                value.stages.append(stage)
                continue
            }
            guard let place = place.inBlocks(of: lanes, from: self.lanes, channels: shape.channels)
            else { return nil }
            value.stages.append(.combination(function, place, reversed: reversed))
        }
        return value
    }
}
