import Graphs
import Weights

/// A small tensor known at import: sizes, axes, pads, scales.
struct Constant {
    /// The most elements; shapes and pads have far fewer.
    static let largestCount = 1 << 16

    let shape: [Int]
    /// Row-major; integers are exact up to 2^53, others are 32-bit floats.
    let numbers: [Double]
    /// Whether the file computes with integers, which divide without remainder.
    let isInteger: Bool

    init(shape: [Int], numbers: [Double], isInteger: Bool) {
        self.shape = shape
        self.numbers = isInteger ? numbers : numbers.map { Double(Float($0)) }
        self.isInteger = isInteger
    }

    init(_ tensor: ONNXTensor) {
        shape = tensor.shape
        switch tensor.elements {
        case .floats(let values):
            numbers = values.map(Double.init)
            isInteger = false
        case .integers(let values):
            numbers = values.map(Double.init)
            isInteger = true
        }
    }

    /// A vector.
    init(_ integers: [Int]) {
        self.init(shape: [integers.count], numbers: integers.map(Double.init), isInteger: true)
    }

    /// Constants side by side; nil when their shapes differ in other axes.
    init?(joining parts: [Constant], axis: Int) {
        var shape = parts[0].shape
        for part in parts.dropFirst() {
            var other = part.shape
            guard other.count == shape.count else { return nil }
            shape[axis] += other[axis]
            other[axis] = shape[axis]
            guard other == shape else { return nil }
        }
        let outer = shape[..<axis].reduce(1, *)
        let numbers = (0..<outer).flatMap { place in
            parts.flatMap { part in
                let size = part.numbers.count / outer
                return part.numbers[place * size..<(place + 1) * size]
            }
        }
        self.init(shape: shape, numbers: numbers, isInteger: parts.allSatisfy(\.isInteger))
    }

    var floats: [Float] { numbers.map { Float($0) } }

    /// Rounded towards zero and kept within ±2^53.
    var integers: [Int] {
        numbers.map { $0.isNaN ? 0 : Int(max(-0x1p53, min(0x1p53, $0)).rounded(.towardZero)) }
    }

    /// The same elements under other dimensions.
    func reshaped(_ shape: [Int]) -> Constant {
        Constant(shape: shape, numbers: numbers, isInteger: isInteger)
    }

    /// Every element replaced.
    func map(isInteger: Bool, _ function: (Double) -> Double) -> Constant {
        Constant(shape: shape, numbers: numbers.map(function), isInteger: isInteger)
    }

    /// As a `TensorProto.DataType`: truncates towards the integers, keeps the floats; nil for others.
    func cast(to type: Int?) -> Constant? {
        switch type {
        case 1, 10, 11, 16: map(isInteger: false) { $0 }
        case 2, 3, 4, 5, 6, 7, 12, 13: map(isInteger: true) { $0.rounded(.towardZero) }
        case 9: map(isInteger: true) { $0 == 0 ? 0 : 1 }
        default: nil
        }
    }
}

/// Elements in other places.
extension Constant {
    /// The distance between neighbours along each axis.
    private var steps: [Int] {
        var steps = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() {
            steps[axis] = steps[axis + 1] * shape[axis + 1]
        }
        return steps
    }

    /// The elements at all combinations of the places picked along each axis.
    func picking(_ places: [[Int]]) -> Constant {
        var offsets = [0]
        for (axis, step) in steps.enumerated() {
            offsets = offsets.flatMap { offset in places[axis].map { offset + $0 * step } }
        }
        return Constant(
            shape: places.map(\.count), numbers: offsets.map { numbers[$0] }, isInteger: isInteger)
    }

    /// Axes in another order; `axes[k]` is the old axis that becomes axis k.
    func transposed(_ axes: [Int]) -> Constant {
        let steps = steps
        var offsets = [0]
        for axis in axes {
            offsets = offsets.flatMap { offset in
                (0..<shape[axis]).map { offset + $0 * steps[axis] }
            }
        }
        return Constant(
            shape: axes.map { shape[$0] }, numbers: offsets.map { numbers[$0] },
            isInteger: isInteger)
    }

    /// Element by element, one side repeated where it has one element; nil for other shapes and for
    /// results of too many numbers.
    func combined(
        with other: Constant, _ operation: (Double, Double) -> Double
    ) -> Constant? {
        let rank = max(shape.count, other.shape.count)
        let (a, b) = (Shape(shape).extended(to: rank), Shape(other.shape).extended(to: rank))
        let fits = zip(a.sizes, b.sizes).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
        let sizes = zip(a.sizes, b.sizes).map { $0 == 1 ? $1 : $0 }
        guard fits, let count = ONNXImportState.elementCount(sizes), count <= Self.largestCount
        else { return nil }
        let steps = [a, b].map { $0.broadcastingSteps(to: Shape(sizes)) }
        var results: [Double] = []
        forEachPlace(in: sizes, steps: steps, starts: [0, 0]) {
            results.append(operation(numbers[$0[0]], other.numbers[$0[1]]))
        }
        return Constant(shape: sizes, numbers: results, isInteger: isInteger && other.isInteger)
    }

    /// All elements along some axes made one.
    func reduced(
        axes: [Int], keepsAxes: Bool, _ start: Double, _ operation: (Double, Double) -> Double
    ) -> Constant {
        let (inner, outer) = (
            Shape(shape).places(along: axes), Shape(shape).places(apartFrom: axes)
        )
        let results = outer.map { place in
            inner.reduce(start) { operation($0, numbers[place + $1]) }
        }
        let sizes = shape.indices.compactMap { axis in
            axes.contains(axis) ? (keepsAxes ? 1 : nil) : shape[axis]
        }
        return Constant(shape: sizes, numbers: results, isInteger: isInteger)
    }
}
