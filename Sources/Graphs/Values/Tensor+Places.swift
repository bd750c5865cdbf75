package import Weights

extension Tensor {
    /// One image filled by a function of channel, row and column.
    init(_ shape: Shape, _ value: (_ channel: Int, _ y: Int, _ x: Int) -> Float) {
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        for channel in 0..<shape.channels {
            for y in 0..<shape.height {
                for x in 0..<shape.width { values.append(value(channel, y, x)) }
            }
        }
        self.init(shape: shape.sizes, values: values)
    }

    /// A value of any rank, each element taken from the source at Σ place · step + start.
    ///
    /// - Parameters:
    ///   - steps: floats in the source from one element to the next along each axis of `shape`.
    ///   - start: of the first element in the source.
    init(_ shape: Shape, gathering source: [Float], steps: [Int], start: Int = 0) {
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        forEachPlace(in: shape.sizes, steps: [steps], starts: [start]) {
            values.append(source[$0[0]])
        }
        self.init(shape: shape.sizes, values: values)
    }

    /// The shape as a graph's.
    package var valueShape: Shape { Shape(shape) }
}

/// Calls the body for every place of a row-major array with that place's offset in each of several
/// others, whose distances between neighbours are given axis by axis.
package func forEachPlace(
    in sizes: [Int], steps: [[Int]], starts: [Int], _ body: ([Int]) -> Void
) {
    guard sizes.allSatisfy({ $0 > 0 }) else { return }
    var place = [Int](repeating: 0, count: sizes.count)
    var offsets = starts
    while true {
        body(offsets)
        var axis = sizes.count - 1
        while axis >= 0 {
            place[axis] += 1
            for k in offsets.indices { offsets[k] += steps[k][axis] }
            if place[axis] < sizes[axis] { break }
            for k in offsets.indices { offsets[k] -= steps[k][axis] * sizes[axis] }
            place[axis] = 0
            axis -= 1
        }
        if axis < 0 { return }
    }
}
