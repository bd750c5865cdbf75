import Files
import Timelines

/// How fast the mixture of a path changes.
struct PaceLine {
    /// Of each frame but the last, or of each part of many frames: the place of its middle, in frames, and
    /// the share of the mixture that changes a second, the most of the part.
    let points: [(frame: Double, speed: Double)]
    /// What is shown at the top; above 0.
    let limit: Double

    /// A change of as much of the mixture from one frame to the next is a cut, whose speed means nothing.
    private static let cut = 0.5

    /// - Parameters:
    ///   - frames: of the output, at least one.
    ///   - parts: the most points, 1 or more.
    init(_ timeline: Timeline, frames: Range<Int>, networks: [String], parts: Int) {
        let rate = timeline.frameRate.framesPerSecond
        let size = max(1, (frames.count - 1) / parts)
        var points: [(frame: Double, speed: Double)] = []
        var (before, limit) = ([Double](), 0.0)
        var (most, start) = (0.0, frames.lowerBound)
        for frame in frames {
            let mixture = timeline.mixture(ofFrame: frame)
            let weights = networks.map { mixture.weight(of: $0) }
            defer { before = weights }
            guard !before.isEmpty else { continue }
            let change = zip(weights, before).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
            most = max(most, change * rate)
            if change < Self.cut { limit = max(limit, change * rate) }
            guard frame - start >= size || frame == frames.upperBound - 1 else { continue }
            points.append((Double(start + frame) / 2, most))
            (most, start) = (0, frame)
        }
        self.points = points
        self.limit = limit > 0 ? limit : 1
    }
}

extension PathPlot {
    /// The lane of the pace: what share of the timeline's mixture changes a second.
    func paceShapes(top: Double, height: Double) -> [PlotShape] {
        let line = PaceLine(
            whole, frames: frames, networks: networks, parts: Int(2 * Self.width))
        let (left, right) = (x(0), Self.width - Self.right)
        let y = { (speed: Double) in top + height * (1 - min(speed / line.limit, 1)) }
        var shapes: [PlotShape] = [
            .text(
                "pace: weight that changes a second", .init(left, top - 10), Self.ink, size: 14,
                .start)
        ]
        for share in [0.0, 1] {
            let speed = share * line.limit
            shapes.append(
                .line(
                    [.init(left, y(speed)), .init(right, y(speed))],
                    share == 0 ? Self.axis : Self.grid, width: 1))
            shapes.append(
                .text(
                    speed.thousandths, .init(left - 12, y(speed) + 5), Self.soft, size: 14, .end))
        }
        let points = line.points.map { point in
            PlotShape.Point(
                x((point.frame - Double(frames.lowerBound)) / whole.frameRate.framesPerSecond),
                y(point.speed))
        }
        return points.isEmpty ? shapes : shapes + [.line(points, Self.ink, width: 1.8)]
    }
}
