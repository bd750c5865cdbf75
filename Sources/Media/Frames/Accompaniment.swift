public import Formats
public import Timelines

/// What goes with a video's pictures beside its first sound.
public struct Accompaniment: Sendable, Equatable {
    /// A part of the video with a title.
    public struct Chapter: Sendable, Equatable {
        /// Counted from the first picture.
        public let start: Time
        /// After ``start``.
        public let end: Time
        public let title: String
    }

    /// Further tracks of sound.
    public var sounds: [Sound] = []
    public var subtitles: [Subtitles] = []
    /// In the order of their times.
    public var chapters: [Chapter] = []
    /// The first picture's, as it is written: `01:00:00:00`.
    public var timecode: String?
    /// What no output takes over, in words: `1 more video track`.
    var others: [String] = []

    /// Nothing.
    public init() {}

    /// What goes with the pictures from a time on, shown at a rate, as far as it is a frame's.
    ///
    /// - Parameters:
    ///   - start: counted from the first picture.
    ///   - speed: how many times faster the pictures go by.
    ///   - rate: of the video.
    func cut(from start: Time, at speed: Speed, rate: FrameRate?) -> Accompaniment {
        var result = self
        result.sounds = sounds.map { $0.cut(from: start, at: speed) }
        result.subtitles = subtitles.map { $0.cut(from: start, at: speed) }
        result.chapters = chapters.compactMap { chapter in
            guard chapter.end > start,
                let begin = try? speed.shortened(
                    max(chapter.start, start).subtracting(start)),
                let end = try? speed.shortened(chapter.end.subtracting(start))
            else { return nil }
            return Chapter(start: begin, end: end, title: chapter.title)
        }
        guard start != .zero || speed != .own else { return result }
        result.timecode = speed == .own ? timecode(after: start, rate) : nil
        if let timecode, result.timecode == nil { result.others.append("the timecode \(timecode)") }
        return result
    }

    private func timecode(after time: Time, _ rate: FrameRate?) -> String? {
        guard let rate, let text = timecode, let frames = try? rate.nearestFrame(to: time),
            let timecode = Timecode(rate, written: text), let first = timecode.frame(of: text)
        else { return nil }
        return timecode.text(ofFrame: first + frames)
    }

    /// What goes with the frames that a render makes, of a rate, from a time to another.
    ///
    /// - Parameter rate: the render's; timecode is kept only where it is the video's own.
    public func shown(
        from start: Time, to end: Time, at rate: FrameRate, of own: FrameRate?
    ) -> Accompaniment {
        var result = cut(from: start, at: .own, rate: own)
        result.sounds = sounds.compactMap { try? $0.from(start) }
        result.subtitles = subtitles.compactMap { try? $0.from(start) }
        let length = (try? end.subtracting(start)) ?? .zero
        result.chapters = result.chapters.compactMap { chapter in
            guard chapter.start < length else { return nil }
            return Chapter(
                start: chapter.start, end: min(chapter.end, length), title: chapter.title)
        }
        if rate != own || Timecode(rate) == nil { result.timecode = nil }
        return result
    }

    /// A number of things in words: `2 chapters`; nil for none.
    static func counted(_ count: Int, _ name: String) -> String? {
        count < 1 ? nil : count == 1 ? "1 \(name)" : "\(count) \(name)s"
    }

    /// What is lost where outputs hold such tracks, in one note; nil where nothing is.
    ///
    /// - Parameter original: what the video has, to know what the render's rate or speed has lost.
    public func notice(of original: Accompaniment, holding tracks: Set<FormatTrack>) -> String? {
        let lostSounds =
            tracks.contains(.sound) ? nil : Self.counted(sounds.count, "more sound track")
        let heldSubtitles = subtitles.count { tracks.contains($0.kind.track) }
        let lostSubtitles = Self.counted(subtitles.count - heldSubtitles, "subtitle track")
        let lostChapters =
            tracks.contains(.chapters) ? nil : Self.counted(chapters.count, "chapter")
        let keepsTimecode = tracks.contains(.timecode) && timecode != nil
        let lostTimecode = keepsTimecode ? nil : original.timecode.map { "the timecode \($0)" }
        let lost =
            [lostSounds, lostSubtitles, lostChapters, lostTimecode].compactMap(\.self) + others
        return lost.isEmpty ? nil : "not taken over: \(lost.joined(separator: ", "))"
    }
}
