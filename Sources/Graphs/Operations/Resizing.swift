package import Weights

/// An image at another size, each output row and column a weighted sum of a few input ones.
///
/// Definitions follow ONNX's Resize; PyTorch's interpolate is `halfPixel`, or `alignCorners` where asked
/// for, with a cubic coefficient of −0.75.
public struct Resizing: Sendable, Hashable {
    /// Which input coordinate an output coordinate stands for; `scale` is output over input size.
    public enum Coordinates: Sendable, Hashable {
        /// (y + ½) / scale − ½
        case halfPixel
        /// As `halfPixel`, but 0 where the output has one pixel.
        case halfPixelUnlessSingle
        /// As `halfPixel`, shifted so that an output of a rounded size stays centred.
        case halfPixelSymmetric
        /// y · (input − 1) / (output − 1)
        case alignCorners
        /// y / scale
        case asymmetric
    }

    /// How the pixels around a coordinate are weighed.
    public enum Filter: Sendable, Hashable {
        /// The pixel at the coordinate rounded in this way.
        case nearest(Rounding)
        /// Two pixels by their distances.
        case linear
        /// Four pixels by Keys' cubic convolution with this coefficient (IEEE Trans. ASSP 29, 1981).
        case cubic(coefficient: Float)
    }

    public enum Rounding: Sendable, Hashable {
        case halfDown
        case halfUp
        case down
        case up
    }

    /// Of the output, rows and columns.
    public let size: Pair
    /// Output over input size as the coordinates take it, rows and columns; not always the quotient.
    public let scale: Scale
    public let filter: Filter
    public let coordinates: Coordinates
    /// Whether pixels outside the input are left out and the others' weights brought to the sum 1,
    /// rather than the edge repeated.
    public let excludesOutside: Bool
    /// Whether the filter is widened to see every pixel when an image is made smaller.
    public let antialiases: Bool

    /// Rows and columns, above 0.
    public struct Scale: Sendable, Hashable {
        public let y: Double
        public let x: Double

        public init(_ y: Double, _ x: Double) {
            self.y = y
            self.x = x
        }
    }

    public init(
        size: Pair, scale: Scale, filter: Filter, coordinates: Coordinates = .halfPixel,
        excludesOutside: Bool = false, antialiases: Bool = false
    ) {
        self.size = size
        self.scale = scale
        self.filter = filter
        self.coordinates = coordinates
        self.excludesOutside = excludesOutside
        self.antialiases = antialiases
    }

    /// Whole-number enlargement as PyTorch's interpolate has it.
    public init(enlarging shape: Shape, by factor: Int, filter: Filter) {
        self.init(
            size: Pair(shape.height * factor, shape.width * factor),
            scale: Scale(Double(factor), Double(factor)), filter: filter)
    }
}

extension Resizing {
    /// The input pixels that one output pixel is the weighted sum of, along one axis.
    public struct Taps: Sendable, Hashable {
        public let places: [Int32]
        /// As many, of the sum 1.
        public let weights: [Float]
    }

    /// Taps for every row.
    public func rowTaps(height: Int) -> [Taps] { taps(height, size.y, scale.y) }

    /// Taps for every column.
    public func columnTaps(width: Int) -> [Taps] { taps(width, size.x, scale.x) }

    private func taps(_ input: Int, _ output: Int, _ scale: Double) -> [Taps] {
        (0..<output).map { index in
            let place = coordinate(index, input, output, scale)
            if case .nearest(let rounding) = filter {
                let nearest = Int(rounding(place))
                return Taps(places: [Int32(max(0, min(input - 1, nearest)))], weights: [1])
            }
            return weighted(place, input, antialiases ? min(scale, 1) : 1)
        }
    }

    private func coordinate(_ index: Int, _ input: Int, _ output: Int, _ scale: Double) -> Double {
        let y = Double(index)
        switch coordinates {
        case .halfPixel: return (y + 0.5) / scale - 0.5
        case .halfPixelUnlessSingle: return output > 1 ? (y + 0.5) / scale - 0.5 : 0
        case .halfPixelSymmetric:
            let adjustment = Double(output) / (scale * Double(input))
            let centre = Double(input) / 2
            return centre * (1 - adjustment) + (y + 0.5) / scale - 0.5
        case .alignCorners: return output > 1 ? y * Double(input - 1) / Double(output - 1) : 0
        case .asymmetric: return y / scale
        }
    }

    /// - Parameter shrink: the filter is stretched by 1 / shrink; 1 or less.
    private func weighted(_ place: Double, _ input: Int, _ shrink: Double) -> Taps {
        let reach = (filter == .linear ? 1 : 2) / shrink
        let first = Int((place - reach).rounded(.down)) + 1
        let last = max(first, Int((place + reach).rounded(.up)) - 1)
        var sums: [Int: Double] = [:]
        for tap in first...last where !excludesOutside || (0..<input).contains(tap) {
            let weight = weight((Double(tap) - place) * shrink)
            sums[max(0, min(input - 1, tap)), default: 0] += weight
        }
        let total = sums.values.reduce(0, +)
        let places = sums.keys.sorted()
        return Taps(
            places: places.map { Int32($0) },
            weights: places.map { Float((sums[$0] ?? 0) / total) })
    }

    /// The filter's weight at a distance, in pixels.
    private func weight(_ distance: Double) -> Double {
        let x = abs(distance)
        guard case .cubic(let coefficient) = filter else { return max(0, 1 - x) }
        let a = Double(coefficient)
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    }
}

extension Resizing.Rounding {
    fileprivate func callAsFunction(_ x: Double) -> Double {
        switch self {
        case .halfDown: (x - 0.5).rounded(.up)
        case .halfUp: (x + 0.5).rounded(.down)
        case .down: x.rounded(.down)
        case .up: x.rounded(.up)
        }
    }
}

extension Resizing: OperationRule {
    package var parameters: [Int] { [] }

    package func outputShape(_ inputs: [Shape]) throws(Shape.Mismatch) -> Shape {
        let x = try inputs[0].image()
        let shape = Shape(channels: x.channels, height: size.y, width: size.x)
        try shape.checkLimits()
        guard scale.y > 0, scale.x > 0, scale.y.isFinite, scale.x.isFinite,
            max(1 / scale.y, 1 / scale.x) < Double(Shape.longestSide)
        else {
            throw Shape.Mismatch(
                found: "scales \(scale.y), \(scale.x)", expected: "numbers above 0")
        }
        return shape
    }

    package func evaluate(_ inputs: [Tensor], parameters: [Tensor], shape: Shape) -> Tensor {
        let x = inputs[0].valueShape
        let (rows, columns) = (rowTaps(height: x.height), columnTaps(width: x.width))
        return Tensor(shape) { channel, i, j in
            var sum = 0.0
            for (row, u) in zip(rows[i].places, rows[i].weights) {
                for (column, v) in zip(columns[j].places, columns[j].weights) {
                    let place = (channel * x.height + Int(row)) * x.width + Int(column)
                    sum += Double(u) * Double(v) * Double(inputs[0].values[place])
                }
            }
            return Float(sum)
        }
    }

    package func reads(_ inputs: [Shape]) -> PixelReads {
        let rows = rowTaps(height: inputs[0].height).map(\.places.count).max() ?? 1
        let columns = columnTaps(width: inputs[0].width).map(\.places.count).max() ?? 1
        return .window(Pair(rows, columns), steps: (1 / scale.y, 1 / scale.x))
    }

    package func cost(_ inputs: [Shape], _ output: Shape) -> Double { 0 }

    package func layer(_ inputs: [OperationInput]) -> LayerWeights? { nil }

    package func channels(_ step: inout ChannelSpaces.Step) -> ChannelLayout {
        step.inputs[0].layout
    }

    package func tiled(_ input: ValidRange, whole: Resizing, _ tile: TileStep) -> ValidRange? {
        let (own, wholes) =
            tile.axis == .rows
            ? (rowTaps(height: input.size), whole.rowTaps(height: input.wholeSize))
            : (columnTaps(width: input.size), whole.columnTaps(width: input.wholeSize))
        let scale = tile.axis == .rows ? whole.scale.y : whole.scale.x
        let offset = Int((Double(input.offset) * scale).rounded())
        guard Double(offset) == Double(input.offset) * scale else { return nil }
        let shift = Int32(clamping: input.offset)
        let read = input.read(
            size: tile.sizes.tile, wholeSize: tile.sizes.whole, offset: offset
        ) { place in
            let places = own[place].places
            return Int(places.first ?? 0)...Int(places.last ?? 0)
        }
        return read.narrowed { place in
            guard place + offset < wholes.count else { return false }
            let other = wholes[place + offset]
            return own[place].weights == other.weights
                && own[place].places.map { $0 + shift } == other.places
        }
    }

    package var fixesSizes: Bool { true }
}
