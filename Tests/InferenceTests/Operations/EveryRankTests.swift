import Graphs
import Testing
import Weights

@testable import Inference

/// Every operation's way through the engine against its plain evaluation, for every rank and axis that it
/// takes, enumerated: ranks 1 to 5, all sets of axes, both widths of blocks, channels around them.
struct EveryRankTests {
    /// What is tried of one operation on a value of some sizes.
    typealias Attempt = (inout EveryRank, [Int]) -> Int?

    static let channels = [3, 8, 16, 17]

    @Test("reductions over every set of axes", arguments: channels)
    func reductions(channels: Int) throws {
        let functions: [Reduction.Function] = [
            .mean, .sum, .largest, .smallest, .product, .absoluteSum, .norm, .squareSum,
        ]
        try Self.check(channels) { sizes in
            Self.subsets(sizes.count).enumerated().dropFirst().flatMap { index, axes -> [Attempt] in
                let tried: [Reduction.Function] = [.mean, functions[index % functions.count]]
                return tried.flatMap { function -> [Attempt] in
                    [true, false].map { keeps in
                        Self.one(.reduction(Reduction(function, axes: axes, keepsAxes: keeps)))
                    }
                }
            }
        }
    }

    @Test("layer normalisations over every set of axes", arguments: channels)
    func layerNormalizations(channels: Int) throws {
        try Self.check(channels) { sizes in
            Self.subsets(sizes.count).dropFirst().map { axes in
                Self.one(.layerNormalization(LayerNormalization(axes: axes, epsilon: 0.01)))
            }
        }
    }

    @Test("softmax along every axis", arguments: channels)
    func softmax(channels: Int) throws {
        try Self.check(channels) { sizes in
            sizes.indices.flatMap { axis in
                [true, false].map { Self.one(.softmax(Softmax(axis: axis, logarithm: $0))) }
            }
        }
    }

    @Test("values in every order of their axes", arguments: channels)
    func transpositions(channels: Int) throws {
        try Self.check(channels) { sizes in
            Self.orders(Array(sizes.indices)).map {
                Self.one(.transposition(Transposition(axes: $0)))
            }
        }
    }

    @Test("parts and places along every axis", arguments: channels)
    func parts(channels: Int) throws {
        try Self.check(channels) { sizes in
            sizes.indices.flatMap { Self.parts(of: sizes, along: $0) }
        }
    }

    private static func parts(of sizes: [Int], along axis: Int) -> [Attempt] {
        let size = sizes[axis]
        var ranges = [
            Slicing.Part(start: 0, count: (size + 1) / 2),
            Slicing.Part(start: size / 2, count: size - size / 2),
        ]
        if size > 2 { ranges.append(Slicing.Part(start: 1, count: (size - 1) / 2, step: 2)) }
        let selection = Selection(axis: axis, places: [size - 1, 0, size / 2])
        return [one(.selection(selection))]
            + ranges.map { part in
                var parts = sizes.map(Slicing.Part.all)
                parts[axis] = part
                return one(.slicing(Slicing(parts)))
            }
    }

    @Test("values side by side along every axis", arguments: channels)
    func concatenations(channels: Int) throws {
        try Self.check(channels) { sizes in
            sizes.indices.map { axis -> Attempt in
                { example, sizes in
                    var other = sizes
                    other[axis] = 3
                    guard let stored = example.stored(other) else { return nil }
                    return example.append(
                        .concatenation(Concatenation(axis: axis)),
                        [stored, example.value, example.value])
                }
            }
        }
    }

    @Test("arithmetic with a value repeated along every set of axes", arguments: channels)
    func arithmetic(channels: Int) throws {
        let functions: [Arithmetic.Function] = [
            .addition, .subtraction, .multiplication, .division, .power, .larger, .smaller,
        ]
        try Self.check(channels) { sizes in
            Self.subsets(sizes.count).enumerated().flatMap { index, axes -> [Attempt] in
                let tried: [Arithmetic.Function] = [
                    .subtraction, functions[index % functions.count],
                ]
                return tried.flatMap { function -> [Attempt] in
                    (0..<6).map { way in
                        Self.combined(function, axes, reversed: way < 3, kind: way % 3)
                    }
                }
            }
        }
    }

    /// With a parameter, with one of as few axes as it needs, or with a mean of the value itself.
    private static func combined(
        _ function: Arithmetic.Function, _ axes: [Int], reversed: Bool, kind: Int
    ) -> Attempt {
        { example, sizes in
            var own = sizes.indices.map { axes.contains($0) ? 1 : sizes[$0] }
            if kind == 1 { own = Array(own.drop { $0 == 1 }) }
            var partner: Int? = example.value
            if kind < 2 {
                partner = example.stored(own, around: 1)
            } else if !axes.isEmpty {
                partner = example.append(
                    .reduction(Reduction(.mean, axes: axes)), [example.value])
            }
            guard var other = partner else { return nil }
            var value = example.value
            if function == .division || function == .power {
                // Above 0 on both sides.
                guard let a = positive(value, &example), let b = positive(other, &example) else {
                    return nil
                }
                (value, other) = (a, b)
            }
            return example.append(
                .arithmetic(Arithmetic(function)), reversed ? [other, value] : [value, other])
        }
    }

    private static func positive(_ value: Int, _ example: inout EveryRank) -> Int? {
        example.append(.activation(.absolute), [value]).flatMap {
            example.append(.activation(.linear(slope: 1, offset: 0.5)), [$0])
        }
    }

    @Test(
        "functions of single numbers, and slopes of one and of one a channel", arguments: channels)
    func functions(channels: Int) throws {
        let functions: [Activation] = [
            .relu, .leakyReLU(slope: 0.2), .thresholdedReLU(threshold: 0.3),
            .elu(alpha: 1.67326, scale: 1.0507), .celu(alpha: 1.5), .silu, .gelu, .tanhGELU, .mish,
            .softplus, .softsign, .sigmoid, .tanh, .hardSigmoid(slope: 0.2, offset: 0.5),
            .hardSwish(slope: 1 / 6, offset: 0.5), .clip(low: -0.5, high: 0.75),
            .linear(slope: -0.7, offset: 0.1), .absolute, .exponential, .errorFunction, .sine,
            .cosine,
        ]
        try Self.check(channels) { sizes in
            functions.map { Self.one(.activation($0)) }
                + [Self.rectified(1), Self.rectified(sizes.count > 1 ? sizes[1] : 1)]
        }
    }

    private static func rectified(_ count: Int) -> Attempt {
        { example, _ in
            let slope = example.parameter([count])
            return example.append(
                .parametricReLU(ParametricReLU(slope: slope, count: count)), [example.value])
        }
    }

    @Test("normalisations by channel", arguments: channels)
    func normalizations(channels: Int) throws {
        try Self.check(channels) { sizes in
            guard sizes.count >= 2 else { return [] }
            let channels = sizes[1]
            let groups = [1, 2, 4, channels].filter { channels % $0 == 0 }
            return [Self.normalized(channels), Self.shifted(channels)]
                + groups.map { Self.grouped($0, channels) }
        }
    }

    private static func normalized(_ channels: Int) -> Attempt {
        { example, _ in
            let (scale, shift) = (example.parameter([channels]), example.parameter([channels]))
            let operation = InstanceNormalization(scale: scale, shift: shift, epsilon: 0.01)
            return example.append(.instanceNormalization(operation), [example.value])
        }
    }

    private static func shifted(_ channels: Int) -> Attempt {
        { example, _ in
            let mean = example.parameter([channels])
            let variance = example.parameter([channels], around: 1)
            let operation = BatchNormalization(
                scale: nil, shift: nil, mean: mean, variance: variance)
            return example.append(.batchNormalization(operation), [example.value])
        }
    }

    private static func grouped(_ groups: Int, _ channels: Int) -> Attempt {
        { example, _ in
            let scale = example.parameter([channels])
            let operation = GroupNormalization(
                groups: groups, scale: scale, shift: nil, epsilon: 0.01)
            return example.append(.groupNormalization(operation), [example.value])
        }
    }

    @Test("products with matrices and vectors on either side", arguments: channels)
    func products(channels: Int) throws {
        try Self.check(channels) { sizes in
            let (rows, columns) = (sizes.dropLast().last ?? 1, sizes[sizes.count - 1])
            var attempts = [[columns, 5], [columns], [columns, 1]].map {
                Self.multiplied($0, onLeft: false)
            }
            guard sizes.count > 1 else { return attempts }
            attempts += [[5, rows], [rows]].map { Self.multiplied($0, onLeft: true) }
            return attempts + [Self.multipliedByItself]
        }
    }

    private static let multipliedByItself: @Sendable (inout EveryRank, [Int]) -> Int? = {
        example, sizes in
        let axes = Array(sizes.indices.dropLast(2)) + [sizes.count - 1, sizes.count - 2]
        let turned = example.append(.transposition(Transposition(axes: axes)), [example.value])
        return turned.flatMap {
            example.append(.matrixProduct(MatrixProduct()), [example.value, $0])
        }
    }

    private static func multiplied(_ sizes: [Int], onLeft: Bool) -> Attempt {
        { example, _ in
            example.stored(sizes).flatMap {
                example.append(
                    .matrixProduct(MatrixProduct()),
                    onLeft ? [$0, example.value] : [example.value, $0])
            }
        }
    }

    @Test("from every shape to every other", arguments: channels)
    func reshapings(channels: Int) throws {
        try Self.check(channels) { sizes in
            let all = [true, false].flatMap {
                EveryRank.shapes(channels: channels, isOnePixel: $0)
            }
            return all.filter { $0.reduce(1, *) == sizes.reduce(1, *) }
                .map { Self.one(.reshaping(Reshaping($0))) }
        }
    }

    // MARK: What all of them do

    private static func one(_ operation: Operation) -> Attempt {
        { example, _ in example.append(operation, [example.value]) }
    }

    /// Tries everything from every origin in both widths of blocks.
    private static func check(
        _ channels: Int, _ attempts: ([Int]) -> [Attempt]
    ) throws {
        var count = 0
        for origin in EveryRank.Origin.allCases {
            let shapes = EveryRank.shapes(channels: channels, isOnePixel: origin == .attention)
            for sizes in shapes {
                for (index, attempt) in attempts(sizes).enumerated() {
                    for lanes in [8, 16] {
                        let example = EveryRank(
                            origin, channels: channels, shape: sizes, seed: UInt64(index))
                        guard var example, let result = attempt(&example, sizes) else { continue }
                        count += 1
                        let difference = try example.difference(of: result, lanes: lanes)
                        #expect(
                            difference < 3e-5,
                            "\(origin), \(sizes), \(lanes) lanes: \(difference)\n\(example.graph.text)"
                        )
                    }
                }
            }
        }
        #expect(count > 0)
    }

    /// All sets of axes, the empty one first.
    private static func subsets(_ rank: Int) -> [[Int]] {
        (0..<1 << rank).map { mask in (0..<rank).filter { mask >> $0 & 1 == 1 } }
    }

    private static func orders(_ axes: [Int]) -> [[Int]] {
        guard axes.count > 1 else { return [axes] }
        return axes.flatMap { first in
            orders(axes.filter { $0 != first }).map { [first] + $0 }
        }
    }
}
