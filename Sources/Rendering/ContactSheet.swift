public import Imaging
import Inference
import Media
import Timelines

/// Pictures along a plan's path in rows, each with its time and mixture.
public struct ContactSheet: Sendable {
    /// Columns of one picture, pixels.
    public var tileWidth: Int
    /// Pictures in a row.
    public var columns: Int
    /// Pictures in all.
    public var count: Int

    /// Twelve pictures of 320 columns, three in a row.
    public init(tileWidth: Int = 320, columns: Int = 3, count: Int = 12) {
        self.tileWidth = tileWidth
        self.columns = columns
        self.count = count
    }

    private static let gap = 12
    private static let paper: Float = 0.1
    private static let ink: Float = 0.86

    /// Renders frames spread evenly over the plan's, its first and last among them.
    ///
    /// - Parameter progress: called after every picture with how many are done.
    public func image(
        of plan: RenderPlan, progress: (RenderProgress) -> Void = { _ in }
    ) throws -> Image {
        let frames = chosenFrames(plan)
        var feed = try PictureFeed(plan)
        let worker = try plan.prepared().makeWorker()
        let clock = ContinuousClock()
        let start = clock.now
        var sheet: Image?
        for (index, frame) in frames.enumerated() {
            guard let picture = try feed.picture(ofFrame: frame) else { break }
            let tile = try worker.render(picture, weights: plan.weights(ofFrame: frame))
                .resized(toWidth: tileWidth)
            var page = try sheet ?? emptyPage(tileHeight: tile.height, count: frames.count)
            place(tile, caption: caption(plan, frame), at: index, on: &page)
            sheet = page
            progress(
                RenderProgress(
                    frames: index + 1, frameCount: frames.count, elapsed: clock.now - start))
        }
        guard let sheet else {
            throw RenderError.inputTooShort(
                file: plan.input.path, firstFrame: plan.frames.lowerBound)
        }
        return sheet
    }

    /// Renders the sheet and writes it as a PNG of 8 bits.
    public func write(
        _ plan: RenderPlan, to path: String, overwrite: Bool = false,
        progress: (RenderProgress) -> Void = { _ in }
    ) throws {
        guard path.lowercased().hasSuffix(".png") else {
            throw RenderError.unknownPictureFormat(path: path)
        }
        try PNGFile.write(
            try image(of: plan, progress: progress), to: path, overwrite: overwrite)
    }

    private func chosenFrames(_ plan: RenderPlan) -> [Int] {
        let last = plan.frames.count - 1
        let count = min(max(count, 1), plan.frames.count)
        return (0..<count).map { plan.frames.lowerBound + $0 * last / max(count - 1, 1) }
    }

    private func caption(_ plan: RenderPlan, _ frame: Int) -> String {
        let mixture = plan.timeline.mixture(ofFrame: frame).components
        let parts =
            mixture.count == 1
            ? mixture.map(\.network)
            : mixture.map { "\($0.network) \(Int(($0.weight * 100).rounded()))%" }
        let tenths = Int((Double(frame) / plan.timeline.frameRate.framesPerSecond * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s   \(parts.joined(separator: " + "))"
    }

    private func emptyPage(tileHeight: Int, count: Int) throws -> Image {
        let rows = (count + columns - 1) / columns
        return try Image(
            width: min(columns, count) * (tileWidth + Self.gap) + Self.gap,
            height: rows * rowHeight(tileHeight) + Self.gap, filledWith: Self.paper)
    }

    private func rowHeight(_ tileHeight: Int) -> Int {
        tileHeight + Lettering.height + 2 * Self.gap
    }

    private func place(_ tile: Image, caption: String, at index: Int, on page: inout Image) {
        let x = Self.gap + index % columns * (tileWidth + Self.gap)
        let y = Self.gap + index / columns * rowHeight(tile.height)
        page.draw(tile, x: x, y: y)
        let width =
            Lettering.width(of: caption) <= tileWidth ? caption.count : Lettering.fitting(tileWidth)
        page.write(
            String(caption.prefix(width)), x: x, y: y + tile.height + Self.gap / 2, ink: Self.ink)
    }
}
