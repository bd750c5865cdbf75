import Graphs

/// A value that is described but not yet written: a place in memory and what is to be done to it.
///
/// out = stages(base), then gathered by rows and columns.  One pass writes it.
struct LazyValue {
    var base: TensorView
    /// Before gathering.
    var shape: Shape
    var lanes: Int
    var stages: [ExecutionPlan.Stage] = []
    /// Where each row and column comes from; nil while nothing is gathered.
    var gather: PixelGather?
    /// The value that this one gathers from, as long as it does nothing else to it.
    var origin: Int?

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
        stages.count < ExecutionPlan.longestPass && gather?.makesConstants != true
    }

    /// Whether the combination with an operand can be taken in.
    func takes(_ operand: TensorView) -> Bool {
        takesStage && (gather == nil || operand.isOnePixel)
    }

    /// Takes in a stage; ``takesStage`` must hold.
    mutating func absorb(_ stage: ExecutionPlan.Stage) {
        stages.append(stage)
        origin = nil
    }

    /// Takes in a gathering; false when it has to be written out first.
    mutating func absorb(_ outer: PixelGather) -> Bool {
        guard let joined = gather.map({ $0.then(outer) }) ?? outer else { return false }
        gather = joined
        return true
    }

    /// The same value in blocks of another number of channels; nil where a pass cannot read it so.
    func inBlocks(of lanes: Int) -> LazyValue? {
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
