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
    /// When each frame is shown, in milliseconds.
    private let times: [Int64]
    private var index = 0
    private var first: Image?

    init(_ file: RegularFile) throws {
        self.file = try WebPFile(file)
        let ends = self.file.delays.reduce(into: [Int64(0)]) {
            $0.append(($0.last ?? 0) + Int64($1))
        }
        times = Array(ends.dropLast())
        let shown = FilmIndex(
            times: times, end: ends[ends.count - 1], clock: .milliseconds, keys: [],
            missingStart: 0)
        let rate = FilmRate(shown, stated: [])
        let isStill = times.count == 1
        let (image, notice) = try Self.image(0, self.file)
        first = image
        properties = SourceProperties(
            path: file.path, width: image.width, height: image.height,
            frameRate: isStill ? nil : rate.rate, frameCount: isStill ? 1 : rate.frameCount,
            isStill: isStill, hasAlpha: image.hasAlpha, sound: nil,
            notices: [notice, isStill ? nil : rate.notice].compactMap(\.self))
    }

    func next() throws -> SourceFrame? {
        try lock.withLock { _ in
            guard index < times.count else { return nil }
            let image = try first ?? Self.image(index, file).image
            let time = try Time(times[index], 1000)
            first = nil
            index += 1
            return SourceFrame(image: image, timestamp: time)
        }
    }

    private static func image(
        _ index: Int, _ file: WebPFile
    ) throws -> (image: Image, notice: String?) {
        var picture = try file.next(index)
        let colours = file.profile.map { PictureColours.profile($0) } ?? .sRGB
        let notice = colours.convert(&picture.colours)
        return (try picture.image().oriented(file.orientation), notice)
    }
}
