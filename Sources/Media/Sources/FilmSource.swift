import CFFmpeg
import Files
import Imaging
import Synchronization
import Timelines

/// A film, an animation or a picture that FFmpeg decodes, upright, from its first frame on.
///
/// `@unchecked Sendable` because every use of the decoder is under the lock.
final class FilmSource: FrameSource, @unchecked Sendable {
    let properties: SourceProperties

    /// When the first frame is shown on the container's clock, in seconds; frame times are
    /// relative to it.
    let origin: (ticks: Int64, timeBase: AVRational)

    private let lock = Mutex(())
    private let place: String
    private let decoder: Deinterlacer
    private let pictures: FilmPictures
    private let frame: Frame
    private var first: SourceFrame?
    private var latest: Time
    private var readCount: Int

    /// Opens a file and decodes its first frame.
    init(_ file: RegularFile) throws {
        place = file.path
        let page = TIFFDirectory(FileBytes(file))
        try Self.checkSize(of: page, file.size, place: file.path)
        let demuxer = try Demuxer(file)
        guard let stream = demuxer.videoStream else {
            throw MediaError.badInput(
                place: file.path, found: "no pictures, only sound or other data",
                expected: "a picture or film")
        }
        frame = try Frame(place: file.path)
        decoder = try Deinterlacer(Decoder(demuxer, stream), stream, place: file.path)
        guard try decoder.next(into: frame) else {
            throw MediaError.badInput(
                place: file.path, found: "no frames", expected: "at least one")
        }
        origin = (frame.pointer.pointee.best_effort_timestamp, stream.pointee.time_base)
        pictures = try FilmPictures(
            for: frame, of: stream, isPicture: demuxer.isPicture, orientation: page?.orientation,
            place: file.path)
        let (image, conversion) = try pictures.picture(of: frame)
        let notices =
            [conversion, decoder.notice].compactMap(\.self) + pictures.notices
            + [Self.notice(of: page)].compactMap(\.self)
        let facts = FilmFacts(demuxer, stream, frame, notices: notices)
        first = SourceFrame(image: image, timestamp: .zero)
        latest = .zero
        readCount = 1
        properties = facts.properties(
            path: file.path, width: image.width, height: image.height)
    }

    /// Refuses a TIFF by the size that its first page declares, before anything is decoded.
    private static func checkSize(of page: TIFFDirectory?, _ fileSize: Int, place: String) throws {
        guard let size = page?.size else { return }
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: place, found: "\(error)", expected: "a picture of a usual size")
        }
        guard let page, !page.canBe(inBytes: fileSize) else { return }
        throw MediaError.badInput(
            place: place, found: "a picture of \(size.width)×\(size.height) in \(fileSize) bytes",
            expected: "a whole TIFF")
    }

    private static func notice(of page: TIFFDirectory?) -> String? {
        guard page?.hasNext == true else { return nil }
        return "several pages, only the first is read"
    }

    func next() throws -> SourceFrame? {
        try lock.withLock { _ in
            if let frame = first {
                first = nil
                return frame
            }
            return properties.isStill ? nil : try decodeNext()
        }
    }

    private func decodeNext() throws -> SourceFrame? {
        guard try decoder.next(into: frame) else { return nil }
        let image = try pictures.picture(of: frame).image
        guard image.width == properties.width, image.height == properties.height else {
            throw MediaError.badInput(
                place: place, found: "frame \(readCount) of \(image.width)×\(image.height)",
                expected: "\(properties.width)×\(properties.height) as the first")
        }
        latest = try max(latest, time())
        readCount += 1
        return SourceFrame(image: image, timestamp: latest)
    }

    /// The decoded frame's time; a frame without one follows at the average rate.
    private func time() throws -> Time {
        let ticks = frame.pointer.pointee.best_effort_timestamp
        guard ticks != segue_no_timestamp, origin.ticks != segue_no_timestamp else {
            return try properties.frameRate?.time(ofFrame: readCount) ?? latest
        }
        let (difference, overflow) = ticks.subtractingReportingOverflow(origin.ticks)
        let (scaled, scaledOverflow) = difference.multipliedReportingOverflow(
            by: Int64(origin.timeBase.num))
        guard !overflow, !scaledOverflow,
            let time = try? Time(scaled, Int64(origin.timeBase.den))
        else {
            throw MediaError.badInput(
                place: place, found: "frame \(readCount) at an impossible time",
                expected: "a time within the film")
        }
        return time
    }
}
