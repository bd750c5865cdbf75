import Files
public import Imaging
import Inference
import Media

/// Pictures along a plan's path in rows, each with its time and mixture.
public struct ContactSheet: Sendable {
    /// Columns of one picture, pixels; 1 or more.
    public var tileWidth: Int
    /// Pictures in a row; 1 or more.
    public var columns: Int
    /// Pictures in all, no more than there are frames; 1 or more.
    public var count: Int

    /// Twelve pictures of 320 columns, three in a row.
    public init(tileWidth: Int = 320, columns: Int = 3, count: Int = 12) {
        self.tileWidth = max(tileWidth, 1)
        self.columns = max(columns, 1)
        self.count = max(count, 1)
    }

    /// Renders frames spread evenly over the plan's, its first and last among them.
    ///
    /// Where the film ends early, the places of its missing pictures stay empty.
    ///
    /// - Parameter progress: called after every picture with how many are done.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func image(
        of plan: RenderPlan, progress: (RenderProgress) -> Void = { _ in }
    ) throws -> Image {
        let frames = chosenFrames(plan)
        let family = try plan.prepared(pictures: 1).family
        var page = try ContactSheetPage(
            count: frames.count, columns: columns, tileWidth: tileWidth,
            tileHeight: plan.resultSize.scaled(toWidth: tileWidth).height)
        var feed = try InputFrames(plan)
        let renderer = try FrameRenderer(plan, of: family)
        let clock = ContinuousClock()
        let start = clock.now
        for (index, frame) in frames.enumerated() {
            try Task.checkCancellation()
            guard let input = try feed.input(ofFrame: frame) else {
                guard index > 0 else {
                    throw RenderError.inputTooShort(file: plan.input.path, firstFrame: frame)
                }
                break
            }
            let tile = try renderer.render(input, plan.mixtures(ofFrame: frame))
            page.place(
                try tile.laid(over: plan.background).resized(toWidth: tileWidth),
                caption: plan.caption(ofFrame: frame),
                at: index)
            progress(
                RenderProgress(
                    frames: index + 1, restoredFrames: 0, frameCount: frames.count,
                    elapsed: clock.now - start))
        }
        return page.image
    }

    /// Renders the sheet and writes it, in the format of the path's ending.
    public func write(
        _ plan: RenderPlan, to path: String, overwrite: Bool = false,
        progress: (RenderProgress) -> Void = { _ in }
    ) throws {
        let writePicture = try OutputNames.pictureWriter(
            path, OutputNames.pictureFormat(path), input: plan.input.path, overwrite: overwrite)
        let sheet = try image(of: plan, progress: progress)
        try Task.checkCancellation()
        try writePicture(sheet, path, overwrite ? .replace : .refuse)
    }

    private func chosenFrames(_ plan: RenderPlan) -> [Int] {
        let count = min(count, plan.frames.count)
        let last = plan.frames.count - 1
        return (0..<count).map { plan.frames.lowerBound + $0 * last / max(count - 1, 1) }
    }
}
