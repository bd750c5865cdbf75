import Files
import Timelines

/// The weights of a path over time as a plot: a lane for the timeline, one for each layer and region, a line for each
/// network, a mark for each key; and under the timeline's lane its pace.
struct PathPlot {
    /// A path of the plot.
    struct Lane {
        /// What it is called; empty for the timeline where it is alone.
        let name: String
        let timeline: Timeline
    }

    let title: String
    /// In the order of the preset, which gives them their colours.
    let networks: [String]
    /// The frames that are shown, at least one.
    let frames: Range<Int>
    /// At least one; all of the first one's rate.
    let lanes: [Lane]

    static let width = 1200.0
    static let (left, right) = (96.0, 36.0)
    private static let paceHeight = 72.0
    private static let (laneHeight, regionHeight, laneGap) = (320.0, 160.0, 44.0)
    private static let legendTop = 74.0
    private static let legendRow = 26.0

    /// Colours that the colour-blind can tell apart. Source: M. Okabe, K. Ito, Color Universal Design, 2008.
    private static let colours: [UInt32] = [
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x7A5195, 0x8C6D1F,
    ]
    static let ink = PlotShape.Colour(0x222222)
    static let soft = PlotShape.Colour(0x777777)
    static let grid = PlotShape.Colour(0xE4E4E4)
    static let axis = PlotShape.Colour(0xA0A0A0)

    /// All of it.
    var drawing: PlotDrawing {
        let legend = legend
        var shapes =
            [
                PlotShape.text(title, .init(Self.left, 34), Self.ink, size: 22, .start),
                .text(subtitle, .init(Self.left, 58), Self.soft, size: 14, .start),
            ] + legend.shapes
        var top = legend.bottom + 46
        shapes.append(
            .text("frame", .init(Self.left - 26, top - 12), Self.soft, size: 14, .end))
        for (index, lane) in lanes.enumerated() {
            let height = index == 0 ? Self.laneHeight : Self.regionHeight
            shapes += self.shapes(of: lane, top: top, height: height, isFirst: index == 0)
            top += height + Self.laneGap
            guard index == 0, frames.count > 1 else { continue }
            shapes += paceShapes(top: top, height: Self.paceHeight)
            top += Self.paceHeight + Self.laneGap
        }
        let bottom = top - Self.laneGap
        for (second, label) in ticks(to: seconds, most: 12) {
            shapes.append(
                .text(label, .init(x(second), bottom + 26), Self.ink, size: 14, .middle))
        }
        shapes.append(.text("s", .init(Self.left - 26, bottom + 26), Self.soft, size: 14, .end))
        return PlotDrawing(
            width: Int(Self.width), height: Int(bottom + 44), shapes: shapes,
            title: "\(title): \(subtitle)")
    }

    /// The path of which the output is made; those of regions lie beside it.
    var whole: Timeline { lanes[0].timeline }

    private var rate: FrameRate { whole.frameRate }

    /// From the first frame shown to the last.
    private var seconds: Double { Double(frames.count - 1) / rate.framesPerSecond }

    private var subtitle: String {
        let length = Double(frames.count) / rate.framesPerSecond
        return "\(frames.count) frames, \(length.thousandths) s, "
            + "\(rate) frames per second"
    }

    func x(_ second: Double) -> Double {
        Self.left + (Self.width - Self.left - Self.right) * (seconds > 0 ? second / seconds : 0)
    }

    private func x(frame: Int) -> Double {
        x(Double(frame - frames.lowerBound) / rate.framesPerSecond)
    }

    /// A network's colour.
    private func colour(_ index: Int) -> PlotShape.Colour {
        PlotShape.Colour(Self.colours[index % Self.colours.count])
    }
}

extension PathPlot {
    /// Names beside their colours, in as many rows as they need.
    private var legend: (shapes: [PlotShape], bottom: Double) {
        var shapes = [PlotShape]()
        var (x, y) = (Self.left, Self.legendTop)
        for (index, network) in networks.enumerated() {
            let width = 34 + Double(network.count) * 12 + 22
            if x > Self.left, x + width > Self.width - Self.right {
                (x, y) = (Self.left, y + Self.legendRow)
            }
            shapes.append(
                .line([.init(x + 3, y + 9), .init(x + 23, y + 9)], colour(index), width: 5))
            shapes.append(.text(network, .init(x + 34, y + 16), Self.ink, size: 15, .start))
            x += width
        }
        return (shapes, y + Self.legendRow)
    }

    private func shapes(
        of lane: Lane, top: Double, height: Double, isFirst: Bool
    ) -> [PlotShape] {
        let rows = rows(of: lane.timeline)
        let low = min(0, rows.map { $0.weights.min() ?? 0 }.min() ?? 0)
        let high = max(1, rows.map { $0.weights.max() ?? 1 }.max() ?? 1)
        let y = { (weight: Double) in top + height * (high - weight) / (high - low) }
        var shapes = frame(top: top, height: height, low, high, y, isFirst: isFirst)
        if !lane.name.isEmpty {
            shapes.append(
                .text(lane.name, .init(Self.left, top - 10), Self.ink, size: 14, .start))
        }
        let shown = networks.indices.filter { index in rows.contains { $0.weights[index] != 0 } }
        for index in shown {
            let line = rows.map { PlotShape.Point($0.x, y($0.weights[index])) }
            let ends = [
                PlotShape.Point(line.last?.x ?? 0, y(0)), .init(line.first?.x ?? 0, y(0)),
            ]
            shapes.append(.area(line + ends, colour(index), opacity: 0.1))
        }
        shapes += keys(of: lane.timeline, y, top: top, bottom: top + height)
        for index in shown {
            let line = rows.map { PlotShape.Point($0.x, y($0.weights[index])) }
            shapes.append(.line(line, colour(index), width: 2.6))
        }
        return shapes + dots(of: lane.timeline, y)
    }

    /// The grid, and the numbers at its left and, over the first lane, at its top.
    private func frame(
        top: Double, height: Double, _ low: Double, _ high: Double, _ y: (Double) -> Double,
        isFirst: Bool
    ) -> [PlotShape] {
        var shapes = [PlotShape]()
        let (left, right) = (x(0), Self.width - Self.right)
        let step = high - low > 2 ? 1 : height > 200 ? 0.25 : 0.5
        for number in Int((low / step).rounded(.up))...Int((high / step).rounded(.down)) {
            let weight = Double(number) * step
            let isEnd = weight == 0 || weight == 1
            shapes.append(
                .line(
                    [.init(left, y(weight)), .init(right, y(weight))],
                    isEnd ? Self.axis : Self.grid, width: 1))
            let label = weight == weight.rounded() ? "\(Int(weight))" : "\(weight)"
            shapes.append(
                .text(label, .init(left - 12, y(weight) + 5), Self.soft, size: 14, .end))
        }
        for (second, _) in ticks(to: seconds, most: 12) {
            shapes.append(
                .line([.init(x(second), top), .init(x(second), top + height)], Self.grid, width: 1))
        }
        guard isFirst else { return shapes }
        for (offset, _) in ticks(to: Double(frames.count - 1), most: 12, least: 1) {
            let place = x(offset / rate.framesPerSecond)
            let label = "\(frames.lowerBound + Int(offset))"
            shapes.append(.line([.init(place, top - 5), .init(place, top)], Self.axis, width: 1))
            shapes.append(.text(label, .init(place, top - 12), Self.soft, size: 14, .middle))
        }
        return shapes
    }

    /// Dashed lines where keys are, as many as can be told apart.
    private func keys(
        of timeline: Timeline, _ y: (Double) -> Double, top: Double, bottom: Double
    ) -> [PlotShape] {
        let keys = timeline.keyframes(ofFrames: frames, along: whole)
        guard keys.count <= 60 else { return [] }
        return keys.flatMap { frame, _ in
            stride(from: top, to: bottom, by: 9).map { start in
                let place = x(frame: frame)
                return PlotShape.line(
                    [.init(place, start), .init(place, min(start + 4, bottom))], Self.axis,
                    width: 1.2)
            }
        }
    }

    /// A dot on each line at a key.
    private func dots(of timeline: Timeline, _ y: (Double) -> Double) -> [PlotShape] {
        let keys = timeline.keyframes(ofFrames: frames, along: whole)
        guard keys.count <= 200 else { return [] }
        return keys.flatMap { frame, key in
            networks.enumerated().flatMap { index, network -> [PlotShape] in
                let weight = timeline.mixture(at: whole.shownTime(ofFrame: frame)).weight(
                    of: network)
                guard weight != 0 else { return [] }
                let place = PlotShape.Point(x(frame: frame), y(weight))
                return [
                    .line([place, place], colour(index), width: 9),
                    .line([place, place], PlotShape.Colour(0xFFFFFF), width: 4),
                ]
            }
        }
    }

    /// The weights of every frame, or of many frames the first, the least, the largest and the last of each
    /// part that is half a pixel wide.
    private func rows(of timeline: Timeline) -> [(x: Double, weights: [Double])] {
        let size = max(1, frames.count / Int(2 * Self.width))
        return stride(from: frames.lowerBound, to: frames.upperBound, by: size).flatMap { start in
            let part = start..<min(start + size, frames.upperBound)
            let rows = part.map { frame in
                let mixture = timeline.mixture(at: whole.shownTime(ofFrame: frame))
                return networks.map { mixture.weight(of: $0) }
            }
            guard rows.count > 1 else { return [(x(frame: start), rows[0])] }
            let least = networks.indices.map { index in rows.map { $0[index] }.min() ?? 0 }
            let largest = networks.indices.map { index in rows.map { $0[index] }.max() ?? 0 }
            return [rows[0], least, largest, rows[rows.count - 1]].map { (x(frame: start), $0) }
        }
    }

    /// Round numbers from 0 to a limit: a power of ten times 1, 2 or 5 apart, and how they are written.
    private func ticks(
        to limit: Double, most: Int, least: Double = 0
    ) -> [(value: Double, label: String)] {
        guard limit > 0 else { return [(0, "0")] }
        var (step, decimals) = (0.001, 3)
        let factors = [2, 2.5, 2]
        var turn = 0
        while limit / step > Double(most) || step < least {
            step *= factors[turn % 3]
            turn += 1
            decimals = max(0, 3 - turn / 3)
        }
        return (0...Int(limit / step + 1e-9)).map { number in
            let value = Double(number) * step
            let scale = [1.0, 10, 100, 1000][decimals]
            let rounded = (value * scale).rounded() / scale
            return (value, rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)")
        }
    }
}
