import Imaging
import Media
import Timelines

/// Gives every frame of the timeline its input image: the still, or what the video shows at that time.
///
/// A frame shows the film's last picture that begins no later than the frame does, with the slack of
/// `FrameRate.latestStart(ofFrame:)`.
struct InputFrames {
    private let plan: RenderPlan
    private var source: any FrameSource
    private let rate: FrameRate
    private let size: Size
    /// Whether images have four channels.
    private let hasAlpha: Bool
    private let background: Colour
    /// What the frame that was asked for last shows, at the size that the network sees.
    private var current: Image?
    /// What the source gave beyond that.
    private var upcoming: SourceFrame?
    private var hasEnded = false
    /// The frame that was asked for last.
    private var latest = 0

    /// Opens the plan's input anew.
    init(_ plan: RenderPlan) throws {
        self.plan = plan
        rate = plan.timeline.frameRate
        size = plan.pictureSize
        (hasAlpha, background) = (plan.input.hasAlpha, plan.background)
        source = try plan.openInput()
    }

    /// What the source has to say once, with its path.
    var notices: [String] { source.notices.map { "\(source.properties.path): \($0)" } }

    /// The picture of a frame; nil after the film's end.
    ///
    /// Frames are asked for in order: for one that is not, the film is read from its beginning.
    mutating func image(ofFrame frame: Int) throws -> Image? {
        if source.isStill, let current { return current }
        if frame < latest { try rewind() }
        latest = frame
        let start = try rate.latestStart(ofFrame: frame)
        var shown: SourceFrame?
        if let next = upcoming, next.timestamp <= start { (shown, upcoming) = (next, nil) }
        while upcoming == nil, !hasEnded {
            try source.advance(to: start)
            guard let next = try source.next() else {
                hasEnded = true
                break
            }
            if next.timestamp <= start || current == nil && shown == nil {
                shown = next
            } else {
                upcoming = next
            }
        }
        if let shown { current = try scaled(shown.image) }
        guard let current, !(try hasEnded && isPast(frame)) else { return nil }
        return current
    }

    private mutating func rewind() throws {
        source = try plan.openInput()
        (current, upcoming, hasEnded) = (nil, nil, false)
    }

    /// Whether a frame begins after the source has ended, less half a frame of slack.
    private func isPast(_ frame: Int) throws -> Bool {
        guard !source.isStill else { return false }
        let own = source.frameRate ?? rate
        let end = try own.time(ofFrame: source.frameCount).seconds
        let slack = 0.5 / max(own.framesPerSecond, rate.framesPerSecond)
        return try rate.time(ofFrame: frame).seconds > end - slack
    }

    /// At the networks' size, of the plan's channels: a film that begins opaque counts as opaque, and what
    /// is transparent in it later is laid over the background.
    private func scaled(_ image: Image) throws -> Image {
        let image = hasAlpha ? try image.withAlpha() : image.laid(over: background)
        return try image.resized(to: size)
    }
}
