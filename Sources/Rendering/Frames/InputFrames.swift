import Imaging
import Media
import Timelines

/// Gives every frame of the timeline its input image: the still, or what the video shows at that time.
///
/// A frame at time t shows the film's last picture that begins no later than t; a quarter of a frame
/// of slack takes in containers that round times to milliseconds.
struct InputFrames {
    private let plan: RenderPlan
    private var source: any FrameSource
    private let rate: FrameRate
    private let size: Size
    /// What the frame that was asked for last shows, at the size that the network sees.
    private var current: (image: Image, timestamp: Time)?
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
        source = try plan.openInput()
    }

    /// What the source has to say once, with its path.
    var notices: [String] { source.properties.notices.map { "\(source.properties.path): \($0)" } }

    /// The picture of a frame; nil after the film's end.
    ///
    /// Frames are asked for in order: for one that is not, the film is read from its beginning.
    mutating func image(ofFrame frame: Int) throws -> Image? {
        if source.isStill, let current { return current.image }
        if frame < latest { try rewind() }
        latest = frame
        var shown: SourceFrame?
        while let next = try peek(),
            current == nil && shown == nil || begins(next, before: frame)
        {
            shown = next
            upcoming = nil
        }
        if let shown { current = (try scaled(shown.image), shown.timestamp) }
        guard let current, !(try hasEnded && isPast(current.timestamp, frame)) else { return nil }
        return current.image
    }

    private mutating func rewind() throws {
        source = try plan.openInput()
        (current, upcoming, hasEnded) = (nil, nil, false)
    }

    private mutating func peek() throws -> SourceFrame? {
        if upcoming == nil, !hasEnded {
            upcoming = try source.next()
            hasEnded = upcoming == nil
        }
        return upcoming
    }

    /// Whether a picture's time is at most (frame + ¼) / rate.
    private func begins(_ picture: SourceFrame, before frame: Int) -> Bool {
        let quarters = (4 * Int64(frame) + 1) * rate.denominator
        guard let latest = try? Time(quarters, 4 * rate.numerator) else { return false }
        return picture.timestamp <= latest
    }

    /// Whether a frame begins after the last picture's time is over, less half a frame of slack.
    private func isPast(_ last: Time, _ frame: Int) throws -> Bool {
        guard !source.isStill else { return false }
        let length = source.frameRate.map { 1 / $0.framesPerSecond } ?? 0
        let slack = 0.5 * min(length, 1 / rate.framesPerSecond)
        return try rate.time(ofFrame: frame).seconds > last.seconds + length - slack
    }

    private func scaled(_ image: Image) throws -> Image {
        try image.resized(to: size)
    }
}
