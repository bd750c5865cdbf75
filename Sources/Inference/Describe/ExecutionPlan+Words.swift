import Graphs

extension ExecutionPlan.Pass {
    /// What the pass does, in order: `normalize`, `ReLU`, `pad`; at least one word.
    var words: [String] {
        let words = stages.map(\.word) + (gather?.words ?? [])
        return words.isEmpty ? ["copy"] : words
    }
}

extension ConvolutionReading {
    /// What a convolution does to the values that it reads, in order; may be nothing.
    ///
    /// - Parameter places: rows and columns that count.
    func words(places: Pair) -> [String] {
        let gather = PixelGather(
            rows: Array(rows.prefix(places.y)), columns: Array(columns.prefix(places.x)),
            outside: outside)
        return (affine == nil ? [] : ["normalise"]) + (slope.map { [$0.word] } ?? [])
            + gather.words
    }
}

extension ConvolutionReading.Slope {
    fileprivate var word: String {
        switch self {
        case .constant(0): "ReLU"
        case .constant: "leaky ReLU"
        case .parameter: "PReLU"
        }
    }
}

extension ExecutionPlan.Stage {
    /// A verb or the function's name.
    var word: String {
        switch self {
        case .affine: "normalise"
        case .rectifier: "PReLU"
        case .function(let activation): activation.word
        case .combination(.addition, _, _): "add"
        case .combination(.subtraction, _, _): "subtract"
        case .combination(.multiplication, _, _): "multiply"
        case .combination(.division, _, _): "divide"
        case .combination(.power, _, _): "power"
        case .combination(.larger, _, _): "larger of two"
        case .combination(.smaller, _, _): "smaller of two"
        }
    }
}

extension PixelGather {
    /// `2× enlarge` where rows or columns are repeated, `pad` where there are more than that makes,
    /// `select` where some are left out or their order changes.
    var words: [String] {
        let axes = [rows, columns].map(Axis.init)
        let factor = axes.map(\.factor).max() ?? 1
        return (factor > 1 ? ["\(factor)× enlarge"] : [])
            + (axes.contains { $0.isPadded } ? ["pad"] : [])
            + (axes.contains { $0.isSelected } ? ["select"] : [])
    }

    /// How the places of one axis follow from their sources.
    private struct Axis {
        /// How often the source in the middle is repeated, 1 or more.
        let factor: Int
        /// Whether there are more places than the sources repeated.
        let isPadded: Bool
        /// Whether sources are left out or out of order.
        let isSelected: Bool

        init(_ places: [Int32]) {
            let inside = places.filter { $0 >= 0 }
            let sources = Set(inside)
            let last = sources.max() ?? -1
            let (before, after) = (inside[..<(inside.count / 2)], inside[(inside.count / 2)...])
            let middle = after.first ?? 0
            let repetitions =
                before.reversed().prefix { $0 == middle }.count
                + after.prefix { $0 == middle }.count
            factor = sources.count > 1 ? repetitions : 1
            isPadded = places.count > factor * sources.count
            let isComplete = sources.count == Int(last) + 1
            let isOrdered = zip(inside, inside.dropFirst()).allSatisfy { $0 <= $1 }
            isSelected = !isComplete || !isOrdered && !isPadded
        }
    }
}

extension Activation {
    /// The name that papers use.
    fileprivate var word: String {
        switch self {
        case .relu: "ReLU"
        case .leakyReLU: "leaky ReLU"
        case .thresholdedReLU: "thresholded ReLU"
        case .elu: "ELU"
        case .celu: "CELU"
        case .silu: "SiLU"
        case .gelu, .tanhGELU: "GELU"
        case .mish: "Mish"
        case .softplus: "softplus"
        case .softsign: "softsign"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .hardSigmoid: "hard sigmoid"
        case .hardSwish: "hard swish"
        case .clip: "clip"
        case .linear: "scale"
        case .absolute: "absolute value"
        case .squareRoot: "square root"
        case .reciprocal: "reciprocal"
        case .exponential: "exponential"
        case .logarithm: "logarithm"
        case .errorFunction: "error function"
        case .roundedDown, .roundedUp, .rounded: "round"
        case .sign: "sign"
        case .sine: "sine"
        case .cosine: "cosine"
        }
    }
}
