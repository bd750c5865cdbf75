import Weights

/// A small tensor known at import: sizes, axes, pads, scales.
struct Constant {
    let shape: [Int]
    /// Row-major; integers are exact up to 2^53.
    let numbers: [Double]

    init(shape: [Int], numbers: [Double]) {
        self.shape = shape
        self.numbers = numbers
    }

    init(_ tensor: ONNXTensor) {
        shape = tensor.shape
        switch tensor.elements {
        case .floats(let values): numbers = values.map(Double.init)
        case .integers(let values): numbers = values.map(Double.init)
        }
    }

    /// A vector.
    init(_ integers: [Int]) {
        self.init(shape: [integers.count], numbers: integers.map(Double.init))
    }

    var floats: [Float] { numbers.map { Float($0) } }

    /// Rounded towards zero and kept within ±2^53.
    var integers: [Int] {
        numbers.map { $0.isNaN ? 0 : Int(max(-0x1p53, min(0x1p53, $0)).rounded(.towardZero)) }
    }

    /// The distance between neighbours along each axis.
    var steps: [Int] {
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
        return Constant(shape: places.map(\.count), numbers: offsets.map { numbers[$0] })
    }

    /// Axes in another order; `axes[k]` is the old axis that becomes axis k.
    func transposed(_ axes: [Int]) -> Constant {
        var offsets = [0]
        for axis in axes {
            offsets = offsets.flatMap { offset in
                (0..<shape[axis]).map { offset + $0 * steps[axis] }
            }
        }
        return Constant(shape: axes.map { shape[$0] }, numbers: offsets.map { numbers[$0] })
    }

    /// Element by element; one side may be a single number.
    func combined(
        with other: Constant, _ operation: (Double, Double) -> Double
    ) -> Constant? {
        if shape == other.shape {
            return Constant(shape: shape, numbers: zip(numbers, other.numbers).map(operation))
        }
        if other.numbers.count == 1, let right = other.numbers.first {
            return Constant(shape: shape, numbers: numbers.map { operation($0, right) })
        }
        if numbers.count == 1, let left = numbers.first {
            return Constant(shape: other.shape, numbers: other.numbers.map { operation(left, $0) })
        }
        return nil
    }
}
