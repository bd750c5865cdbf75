import Imaging
import Media
import Timelines

/// Gives every frame of the timeline its picture: the still, or what the film shows at that time.
///
/// A frame at time t shows the film's last picture that begins no later than t; a quarter of a frame
/// of slack takes in containers that round times to milliseconds.
struct PictureFeed {
    private let source: any FrameSource
    private let rate: PictureRate
    private let size: (width: Int, height: Int)
    private var current: (image: Image, timestamp: Timestamp)?
    private var upcoming: SourceFrame?
    private var ended = false

    init(_ plan: RenderPlan) throws {
        rate = try plan.pictureRate
        size = plan.pictureSize
        source = try MediaInput.open(path: plan.input.path, sequenceRate: rate)
    }

    /// What the source has to say once, with its path.
    var notices: [String] { source.properties.notices.map { "\(source.properties.path): \($0)" } }

    /// The picture of a frame; frames are asked for in order.  Nil after the film's end.
    mutating func picture(ofFrame frame: Int) throws -> Image? {
        if source.isStill, let current { return current.image }
        guard
            let latest = Timestamp(
                numerator: (4 * Int64(frame) + 1) * Int64(rate.denominator),
                denominator: 4 * Int64(rate.numerator))
        else { return nil }
        while !ended, let next = try upcomingFrame(), current == nil || next.timestamp <= latest {
            current = (try scaled(next.image), next.timestamp)
            upcoming = nil
        }
        if ended, let last = current?.timestamp, isPast(last, frame) { return nil }
        return current?.image
    }

    private mutating func upcomingFrame() throws -> SourceFrame? {
        if upcoming == nil {
            upcoming = try source.next()
            ended = upcoming == nil
        }
        return upcoming
    }

    /// Whether a frame begins after the last picture's time is over, less half a frame of slack.
    private func isPast(_ last: Timestamp, _ frame: Int) -> Bool {
        guard !source.isStill else { return false }
        let length = source.frameRate.map { 1 / $0.framesPerSecond } ?? 0
        let time = Double(frame) / rate.framesPerSecond
        return time > last.seconds + length - 0.5 * min(length, 1 / rate.framesPerSecond)
    }

    private func scaled(_ image: Image) throws -> Image {
        guard (image.width, image.height) != size else { return image }
        return try image.resized(width: size.width, height: size.height)
    }
}
