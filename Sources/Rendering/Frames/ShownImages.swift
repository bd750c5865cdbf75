import Imaging
import Media
import Timelines

/// What a source shows at the frames of a timeline.
///
/// A frame shows the source's last image that begins no later than the frame does, with the slack of
/// `FrameRate.latestStart(ofFrame:)`.
struct ShownImages {
    private let rate: FrameRate
    /// Opens the source anew.
    private let open: () throws -> any FrameSource
    /// What is made of an image that is shown.
    private let prepare: (Image) throws -> Image
    private var source: any FrameSource
    /// What the frame that was asked for last shows, prepared.
    private var current: Image?
    /// What the source gave beyond that.
    private var upcoming: SourceFrame?
    private var hasEnded = false
    /// The frame that was asked for last.
    private var latest = 0

    /// Opens the source.
    init(
        at rate: FrameRate, open: @escaping () throws -> any FrameSource,
        prepare: @escaping (Image) throws -> Image
    ) throws {
        (self.rate, self.open, self.prepare) = (rate, open, prepare)
        source = try open()
    }

    /// What the source has to say once, with its path.
    var notices: [String] { source.notices.map { "\(source.properties.path): \($0)" } }

    /// The image of a frame; after the source's end the last one.
    ///
    /// Frames are asked for in order: for one that is not, the source is read from its beginning.
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
        if let shown { current = try prepare(shown.image) }
        return current
    }

    /// Whether a frame begins after the source's end, with half a frame of slack.
    func isOver(atFrame frame: Int) throws -> Bool {
        guard hasEnded, !source.isStill else { return false }
        let own = source.frameRate ?? rate
        let end = try own.time(ofFrame: source.frameCount).seconds
        let slack = 0.5 / max(own.framesPerSecond, rate.framesPerSecond)
        return try rate.time(ofFrame: frame).seconds > end - slack
    }

    private mutating func rewind() throws {
        source = try open()
        (current, upcoming, hasEnded) = (nil, nil, false)
    }
}
