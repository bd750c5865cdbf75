import CFFmpeg
import Files
import Imaging
import Synchronization
import Timelines

/// A film or an animation that FFmpeg decodes, upright, from the first picture that it shows.
///
/// `@unchecked Sendable` because every use of the reader is under the lock.
final class FilmSource: FrameSource, @unchecked Sendable {
    let properties: SourceProperties

    private let lock = Mutex(())
    private let place: String
    private let reader: FilmReader
    private let pictures: FilmPictures
    private let frame: Frame
    /// The first picture, decoded for its size, while nobody has taken it.
    private var first: SourceFrame?
    /// The number of the picture that was given last; -1 before the first.
    private var latest = -1

    /// Opens a film and decodes its first picture.
    ///
    /// - Parameter known: what an earlier opening found in the same file, which then is not searched again.
    init(
        _ file: RegularFile, known: FirstPass? = nil, damage: DamageHandling = .error
    ) throws {
        place = file.path
        let index = try known?.index ?? FilmIndex(file, damage: damage)
        reader = try FilmReader(file, index, damage: damage)
        frame = try Frame(place: file.path)
        guard let number = try reader.read(into: frame) else {
            throw MediaError.badInput(
                place: file.path, found: "no frames", expected: "at least one")
        }
        pictures = try FilmPictures(
            for: frame, of: reader.stream, isPicture: false, place: file.path)
        let (image, conversion) = try pictures.picture(of: frame)
        first = SourceFrame(image: image, timestamp: try Self.time(of: number, index))
        let facts = FilmFacts(reader, frame)
        let hasAlpha =
            try known?.hasAlpha
            ?? (image.hasAlpha
                || FilmTransparency.isThere(in: file, index, reader.stream, frame, damage))
        properties = facts.properties(
            path: file.path, size: image.size, hasAlpha: hasAlpha,
            notices: [conversion].compactMap(\.self) + pictures.notices)
    }

    var notices: [String] {
        let lost = lock.withLock { _ in reader.lostCount }
        guard lost > 0 else { return properties.notices }
        let pictures = lost == 1 ? "1 picture is" : "\(lost) pictures are"
        return properties.notices + [
            "\(pictures) damaged; the one before is shown until the next that is not"
        ]
    }

    func next() throws -> SourceFrame? {
        try lock.withLock { _ in
            if let frame = first {
                (first, latest) = (nil, reader.index.number(shownAt: frame.timestamp))
                return frame
            }
            guard let number = try reader.read(into: frame) else { return nil }
            latest = number
            let image = try pictures.picture(of: frame).image
            guard image.width == properties.width, image.height == properties.height else {
                throw MediaError.badInput(
                    place: place, found: "frame \(number) of \(image.width)×\(image.height)",
                    expected: "\(properties.width)×\(properties.height) as the first")
            }
            return SourceFrame(
                image: image, timestamp: try Self.time(of: number, reader.index))
        }
    }

    func advance(to time: Time) throws {
        try lock.withLock { _ in
            let number = reader.index.number(shownAt: time)
            guard number > max(latest, first == nil ? -1 : 0) else { return }
            first = nil
            try reader.go(to: number)
        }
    }

    /// Seconds from the film's first picture; the index was made only of times that can be said.
    private static func time(of number: Int, _ index: FilmIndex) throws -> Time {
        index.clock.time(index.ticks(of: number)) ?? .zero
    }
}
