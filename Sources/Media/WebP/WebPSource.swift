import Files
import Imaging
import Synchronization
import Timelines

/// A WebP picture; an animated one as a film, each frame at its own time.
///
/// `@unchecked Sendable` because every use of the file is under the lock.
final class WebPSource: FrameSource, @unchecked Sendable {
    let properties: SourceProperties
    private let lock = Mutex(())
    private let file: WebPFile
    private let times: AnimationTimes
    private var index = 0
    private var first: Image?
    /// The last frame, until it has been given for its end as well.
    private var last: Image?

    init(_ file: RegularFile) throws {
        self.file = try WebPFile(file)
        times = AnimationTimes(delays: self.file.delays)
        let isStill = self.file.delays.count == 1
        let (image, notice) = try Self.image(0, self.file)
        first = image
        properties = SourceProperties(
            path: file.path, width: image.width, height: image.height,
            frameRate: isStill ? nil : times.frameRate, frameCount: isStill ? 1 : times.frameCount,
            frameCountIsExact: true, isStill: isStill, hasAudio: false,
            notices: [notice, isStill ? nil : times.notice].compactMap(\.self))
    }

    func next() throws -> SourceFrame? {
        try lock.withLock { _ in
            guard index < file.delays.count else { return try held() }
            let image = try first ?? Self.image(index, file).image
            let time = try times.start(ofFrame: index)
            first = nil
            index += 1
            if index == file.delays.count, !properties.isStill { last = image }
            return SourceFrame(image: image, timestamp: time)
        }
    }

    /// The last frame once more, for the end of its time, where that is longer than one of the rate.
    private func held() throws -> SourceFrame? {
        guard let image = last, let time = try times.heldUntil() else { return nil }
        last = nil
        return SourceFrame(image: image, timestamp: time)
    }

    private static func image(
        _ index: Int, _ file: WebPFile
    ) throws -> (image: Image, notice: String?) {
        var picture = try file.next(index)
        let colours = file.profile.map { PictureColours.profile($0) } ?? .sRGB
        let notice = colours.convert(&picture.colours)
        return (picture.overBlack().oriented(file.orientation), notice)
    }
}
