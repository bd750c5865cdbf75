import Imaging

extension PlotDrawing {
    /// As an image, with smooth edges; letters are those of contact sheets.
    ///
    /// Throws ``ImagingError`` for a size that is too large.
    func image() throws -> Image {
        var canvas = Canvas(
            width: width, height: height,
            samples: Array(
                repeating: 1,
                count: try Image.sampleCount(width: width, height: height, channels: 3)))
        for shape in shapes {
            switch shape {
            case .line(let points, let colour, let width):
                canvas.blend(colour, Coverage(along: points, width: width, of: self))
            case .area(let points, let colour, let opacity):
                canvas.blend(colour, Coverage(inside: points, of: self), opacity: Float(opacity))
            case .text(let text, let place, let colour, let size, let anchor):
                canvas.blend(colour, Coverage(text, place, size: size, anchor, of: self))
            }
        }
        return try Image(width: width, height: height, samples: canvas.samples)
    }
}

/// How much of each pixel of a part of the image a shape covers.
private struct Coverage {
    let columns: Range<Int>
    let rows: Range<Int>
    /// 0…1, row by row.
    private(set) var values: [Float]

    private init(
        _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, of plot: PlotDrawing
    ) {
        func pixels(_ from: Double, _ to: Double, _ size: Int) -> Range<Int> {
            let low = Int(min(max(from.rounded(.down), 0), Double(size)))
            let high = Int(min(max(to.rounded(.up), 0), Double(size)))
            return low..<max(low, high)
        }
        columns = pixels(left, right, plot.width)
        rows = pixels(top, bottom, plot.height)
        values = Array(repeating: 0, count: columns.count * rows.count)
    }

    private init(around points: [PlotShape.Point], margin: Double, of plot: PlotDrawing) {
        let (x, y) = (points.map(\.x), points.map(\.y))
        self.init(
            (x.min() ?? 0) - margin, (y.min() ?? 0) - margin, (x.max() ?? 0) + margin,
            (y.max() ?? 0) + margin, of: plot)
    }

    private mutating func raise(_ column: Int, _ row: Int, to value: Double) {
        guard columns.contains(column), rows.contains(row), value > 0 else { return }
        let index = (row - rows.lowerBound) * columns.count + column - columns.lowerBound
        values[index] = max(values[index], Float(min(value, 1)))
    }

    /// A line: a pixel is covered as far as its middle is from the edge.
    init(along points: [PlotShape.Point], width: Double, of plot: PlotDrawing) {
        let reach = width / 2 + 1
        self.init(around: points, margin: reach, of: plot)
        for (from, to) in zip(points, points.dropFirst()) {
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let square = dx * dx + dy * dy
            let part = Coverage(around: [from, to], margin: reach, of: plot)
            for row in part.rows {
                for column in part.columns {
                    let (x, y) = (Double(column) + 0.5 - from.x, Double(row) + 0.5 - from.y)
                    let share = square > 0 ? min(max((x * dx + y * dy) / square, 0), 1) : 0
                    let (ox, oy) = (x - share * dx, y - share * dy)
                    let distance = (ox * ox + oy * oy).squareRoot()
                    raise(column, row, to: width / 2 + 0.5 - distance)
                }
            }
        }
    }

    /// An area, by the even-odd rule: four lines of each row, whose ends are exact.
    init(inside points: [PlotShape.Point], of plot: PlotDrawing) {
        self.init(around: points, margin: 0, of: plot)
        let edges = zip(points, points.dropFirst() + points.prefix(1))
            .map { $0.y < $1.y ? ($0, $1) : ($1, $0) }
        for row in rows {
            for line in 0..<4 {
                let y = Double(row) + (Double(line) + 0.5) / 4
                let crossings = edges.filter { $0.0.y <= y && y < $0.1.y }
                    .map { $0.0.x + ($0.1.x - $0.0.x) * (y - $0.0.y) / ($0.1.y - $0.0.y) }.sorted()
                for index in stride(from: 0, to: crossings.count - 1, by: 2) {
                    add(crossings[index], crossings[index + 1], row)
                }
            }
        }
    }

    private mutating func add(_ left: Double, _ right: Double, _ row: Int) {
        let start = max(columns.lowerBound, Int(max(left, 0)))
        let end = min(columns.upperBound, Int(max(right, 0)) + 1)
        guard start < end else { return }
        for column in start..<end {
            let covered = min(right, Double(column + 1)) - max(left, Double(column))
            let index = (row - rows.lowerBound) * columns.count + column - columns.lowerBound
            values[index] += Float(max(0, min(covered, 1))) / 4
        }
    }

    init(
        _ text: String, _ place: PlotShape.Point, size: Double, _ anchor: PlotShape.Anchor,
        of plot: PlotDrawing
    ) {
        let dot = max(1, Int((size / Double(Lettering.height) - 0.2).rounded()))
        let width = Lettering.width(of: text) * dot
        let shift: Int =
            switch anchor {
            case .start: 0
            case .middle: width / 2
            case .end: width
            }
        let left = Int(place.x.rounded()) - shift
        let top = Int(place.y.rounded()) - Lettering.height * dot
        self.init(
            Double(left), Double(top), Double(left + width), place.y.rounded(), of: plot)
        for (index, letter) in text.enumerated() {
            for (row, dots) in Lettering.rows(of: letter).enumerated() {
                for column in 0..<5 where dots >> (4 - column) & 1 == 1 {
                    let x = left + (index * Lettering.advance + column) * dot
                    for (dx, dy) in Self.square(dot) { raise(x + dx, top + row * dot + dy, to: 1) }
                }
            }
        }
    }

    private static func square(_ side: Int) -> [(Int, Int)] {
        (0..<side * side).map { ($0 % side, $0 / side) }
    }
}

/// The planes of an image while it is drawn.
private struct Canvas {
    let width: Int
    let height: Int
    /// Red, green, blue, each row by row.
    var samples: [Float]

    /// Lays a colour over the part that a shape covers.
    mutating func blend(
        _ colour: PlotShape.Colour, _ coverage: Coverage, opacity: Float = 1
    ) {
        for (channel, value) in colour.channels.enumerated() {
            for (index, covered) in coverage.values.enumerated() where covered > 0 {
                let row = coverage.rows.lowerBound + index / coverage.columns.count
                let column = coverage.columns.lowerBound + index % coverage.columns.count
                let place = (channel * height + row) * width + column
                samples[place] += (value - samples[place]) * min(covered, 1) * opacity
            }
        }
    }
}
