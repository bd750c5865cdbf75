import Imaging
import Synchronization
import Timelines

/// A part of a source, slower or faster than the source itself.
final class ClippedSource: FrameSource, Sendable {
    let properties: SourceProperties
    private let source: any FrameSource
    private let speed: Speed
    private let start: Time
    /// From here on no picture is given.
    private let end: Time
    /// A quarter of a frame: containers round times.
    private let slack: Time
    private let hasBegun = Mutex(false)

    /// - Parameter clip: its times, counted from the source's first picture at its own rate.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a clip that is not within the source, and for a
    /// source that has no times.
    init(_ source: any FrameSource, _ clip: Clip) throws {
        (self.source, speed) = (source, clip.speed)
        let whole = source.properties
        guard !whole.isStill, let rate = whole.frameRate else {
            throw MediaError.badInput(
                place: whole.path, found: "'start', 'end' or 'speed' for a picture",
                expected: "a film or a sequence")
        }
        let length = try rate.time(ofFrame: whole.frameCount)
        start = try clip.start.resolved(at: rate, duration: length)
        let end = try clip.end?.resolved(at: rate, duration: length) ?? length
        guard start < end, end <= length else {
            throw MediaError.badInput(
                place: whole.path, found: "a part from \(start) to \(end)",
                expected: "one within the film, which ends at \(length)")
        }
        slack = try rate.latestStart(ofFrame: 0)
        self.end = try end.subtracting(slack)
        let part = try clip.speed.shortened(end.subtracting(start))
        properties = whole.cut(
            from: start, at: clip.speed, frameCount: max(1, try rate.nearestFrame(to: part)))
    }

    var notices: [String] { source.notices }

    func next() throws -> SourceFrame? {
        try begin(at: .zero)
        guard let frame = try source.next(), frame.timestamp < end else { return nil }
        let time = try speed.shortened(frame.timestamp.subtracting(start))
        return SourceFrame(image: frame.image, timestamp: max(.zero, time))
    }

    func advance(to time: Time) throws {
        try begin(at: time)
        try source.advance(to: start.adding(speed.original(time)))
    }

    /// The first picture is the one that is shown at the start.
    private func begin(at time: Time) throws {
        try hasBegun.withLock { hasBegun in
            guard !hasBegun else { return }
            try source.advance(to: start.adding(slack))
            hasBegun = true
        }
    }

    func file(ofFrame index: Int) -> String? {
        guard index >= 0, index < frameCount, let rate = frameRate,
            let time = try? speed.original(rate.time(ofFrame: index)).adding(start)
        else { return nil }
        let place = (time.seconds + slack.seconds) * rate.framesPerSecond
        return source.file(ofFrame: Int(place))
    }
}
