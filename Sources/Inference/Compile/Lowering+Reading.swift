import Graphs

extension Lowering {
    /// How a convolution reads a value: what is to be done to it and where it is taken from.
    ///
    /// - Parameters:
    ///   - padding: zeros around the value.
    ///   - places: rows and columns that are read, from the padding's first on.
    mutating func reading(_ source: Int, padding: Edges, places: Pair) -> ConvolutionReading {
        var value = readable(source)
        let shape = value.resultShape
        let outer = Self.places(of: shape, padding: padding, count: places)
        var gather = value.gather.map { $0.then(outer) } ?? outer
        if gather == nil {
            value = written(source)
            gather = outer
        }
        let (affine, slope) = value.convolutionStages ?? (nil, nil)
        return ConvolutionReading(
            input: value.base, channels: shape.channels, rows: gather?.rows ?? [],
            columns: gather?.columns ?? [], outside: gather?.outside ?? 0, affine: affine,
            slope: slope)
    }

    /// So many rows and columns of a value with zeros around it.
    static func places(of shape: Shape, padding: Edges, count: Pair) -> PixelGather {
        func places(_ size: Int, _ before: Int, _ count: Int) -> [Int32] {
            (0..<count).map { $0 < before || $0 >= before + size ? -1 : Int32($0 - before) }
        }
        return PixelGather(
            rows: places(shape.height, padding.top, count.y),
            columns: places(shape.width, padding.left, count.x))
    }

    /// A value in blocks whose stages a convolution can do as it reads, written where it must be.
    ///
    /// A value that others still need is written once rather than computed by every reader.
    private mutating func readable(_ source: Int) -> LazyValue {
        if values[source].lanes != lanes { values[source] = blocked(values[source]) }
        let value = values[source]
        let isShared = uses[value.origin ?? source] > 0 && !value.stages.isEmpty
        if value.convolutionStages != nil, value.base.isOrdinary(lanes: lanes), !isShared {
            return value
        }
        guard let origin = value.origin, let gather = value.gather else { return written(source) }
        var plain = written(origin)
        guard plain.lanes == lanes else { return written(source) }
        plain.gather = gather
        plain.origin = origin
        values[source] = plain
        return plain
    }
}

extension LazyValue {
    /// The stages as an affine map and a rectifier, each of which may be missing; nil for others.
    fileprivate var convolutionStages: (affine: Int?, slope: ConvolutionReading.Slope?)? {
        var rest = stages[...]
        var affine: Int?
        if case .affine(let table)? = rest.first {
            affine = table
            rest.removeFirst()
        }
        guard let last = rest.first else { return (affine, nil) }
        guard rest.count == 1 else { return nil }
        switch last {
        case .function(.relu): return (affine, .constant(0))
        case .function(.leakyReLU(let slope)): return (affine, .constant(slope))
        case .rectifier(let entry): return (affine, .parameter(entry))
        default: return nil
        }
    }
}
