import Weights

/// A small tensor known at import: sizes, axes, pads, scales.
struct Constant {
    /// The most elements; shapes and pads have far fewer.
    static let largestCount = 1 << 16

    let shape: [Int]
    /// Row-major; integers are exact up to 2^53.
    let numbers: [Double]
    /// Whether the file computes with integers, which divide without remainder.
    let isInteger: Bool

    init(shape: [Int], numbers: [Double], isInteger: Bool) {
        self.shape = shape
        self.numbers = numbers
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

    var floats: [Float] { numbers.map { Float($0) } }

    /// Rounded towards zero and kept within ±2^53.
    var integers: [Int] {
        numbers.map { $0.isNaN ? 0 : Int(max(-0x1p53, min(0x1p53, $0)).rounded(.towardZero)) }
    }

    /// The distance between neighbours along each axis.
    private var steps: [Int] {
        var steps = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() {
            steps[axis] = steps[axis + 1] * shape[axis + 1]
        }
        return steps
    }

    /// The same elements under other dimensions.
    func reshaped(_ shape: [Int]) -> Constant {
        Constant(shape: shape, numbers: numbers, isInteger: isInteger)
    }

    /// Every element replaced.
    func map(isInteger: Bool, _ function: (Double) -> Double) -> Constant {
        Constant(shape: shape, numbers: numbers.map(function), isInteger: isInteger)
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

    /// Element by element; one side may be a single number.  Nil for other shapes.
    func combined(
        with other: Constant, _ operation: (Double, Double) -> Double
    ) -> Constant? {
        let shape = shape.count >= other.shape.count ? shape : other.shape
        let count = max(numbers.count, other.numbers.count)
        guard self.shape == other.shape || numbers.count == 1 || other.numbers.count == 1,
            shape.reduce(1, *) == count
        else { return nil }
        let results = (0..<count).map { index in
            operation(
                numbers[numbers.count == 1 ? 0 : index],
                other.numbers[other.numbers.count == 1 ? 0 : index])
        }
        return Constant(shape: shape, numbers: results, isInteger: isInteger && other.isInteger)
    }
}
