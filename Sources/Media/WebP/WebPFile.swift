import CWebP
import Files
import Imaging
import Timelines

/// A WebP file in memory, still or animated: its frames' times, and what it says of its colours.
///
/// Source: WebP container specification (RIFF), and libwebp's demux.h.
final class WebPFile {
    let place: String
    /// Columns and rows of the canvas, as they are stored.
    let size: Size
    /// How long each frame is shown, in milliseconds, above 0; at least one.
    let delays: [Int]
    /// How the picture is to be turned, by its EXIF data, else by XMP.
    let orientation: Orientation
    /// The ICC profile; nil without one.
    let profile: [UInt8]?

    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var decoder: OpaquePointer?

    /// Browsers show frames of at most 10 ms for 100 ms: so were animations meant that say nothing.
    private static let shortestDelay = 11
    private static let usualDelay = 100

    /// Whether the file begins as a WebP does, whatever its name.
    static func recognises(_ file: RegularFile) throws -> Bool {
        let head = try file.prefix(12)
        return head.count == 12 && head.starts(with: "RIFF".utf8)
            && head[8..<12].elementsEqual("WEBP".utf8)
    }

    /// Reads a file and checks that it is whole and how large it says it is.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)``.
    init(_ file: RegularFile) throws {
        place = file.path
        guard file.size <= Image.maximumSamples * 4 else {
            throw MediaError.badInput(
                place: file.path, found: "\(file.size) bytes",
                expected: "at most \(Image.maximumSamples * 4)")
        }
        let content = try file.prefix(file.size)
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        do {
            let facts = try Self.facts(WebPData(bytes: bytes.baseAddress, size: bytes.count), place)
            (size, delays) = (facts.size, facts.delays)
            orientation =
                facts.exif.flatMap(Self.orientation) ?? facts.xmp.flatMap(XMPPacket.orientation)
                ?? .upright
            profile = facts.profile
            try restart()
        } catch {
            bytes.deallocate()
            throw error
        }
    }

    deinit {
        WebPAnimDecoderDelete(decoder)
        bytes.deallocate()
    }

    /// Goes to the first frame.
    func restart() throws {
        var options = WebPAnimDecoderOptions()
        var data = WebPData(bytes: bytes.baseAddress, size: bytes.count)
        guard WebPAnimDecoderOptionsInit(&options) != 0 else {
            throw MediaError.libraryFailure(
                place: place, call: "WebPAnimDecoderOptionsInit", reason: "another version")
        }
        options.color_mode = MODE_RGBA
        options.use_threads = 0
        WebPAnimDecoderDelete(decoder)
        decoder = WebPAnimDecoderNew(&data, &options)
        guard decoder != nil else {
            throw MediaError.outOfMemory(place: place, call: "WebPAnimDecoderNew")
        }
    }

    /// The next frame's whole canvas, its colours as they are stored.
    ///
    /// - Parameter index: the frame's, for messages.
    func next(_ index: Int) throws -> StraightImage {
        var pixels: UnsafeMutablePointer<UInt8>?
        var end: Int32 = 0
        guard WebPAnimDecoderGetNext(decoder, &pixels, &end) != 0, let pixels else {
            throw Self.damaged(
                place, "damaged data" + (delays.count > 1 ? " in frame \(index)" : ""))
        }
        return try StraightImage(
            width: size.width, height: size.height, channels: 4, depth: 8,
            bytes: UnsafeRawBufferPointer(start: pixels, count: 4 * size.area),
            rowBytes: 4 * size.width)
    }

    private struct Facts {
        var size = Size(width: 0, height: 0)
        var delays: [Int] = []
        var profile: [UInt8]?
        var exif: [UInt8]?
        var xmp: [UInt8]?
    }

    private static func facts(_ data: WebPData, _ place: String) throws -> Facts {
        var data = data
        guard let demuxer = WebPDemux(&data) else {
            throw damaged(place, "damaged or cut short")
        }
        defer { WebPDemuxDelete(demuxer) }
        var facts = Facts()
        facts.size = Size(
            width: Int(WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH)),
            height: Int(WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT)))
        do {
            _ = try Image.sampleCount(
                width: facts.size.width, height: facts.size.height, channels: 3)
        } catch let error as ImagingError {
            throw damaged(place, "\(error)")
        }
        var frame = WebPIterator()
        if WebPDemuxGetFrame(demuxer, 1, &frame) != 0 {
            repeat {
                let delay = Int(frame.duration)
                facts.delays.append(delay < shortestDelay ? usualDelay : delay)
            } while WebPDemuxNextFrame(&frame) != 0
        }
        WebPDemuxReleaseIterator(&frame)
        guard !facts.delays.isEmpty else { throw damaged(place, "no frames") }
        facts.profile = chunk("ICCP", demuxer)
        facts.exif = chunk("EXIF", demuxer)
        facts.xmp = chunk("XMP ", demuxer)
        return facts
    }

    private static func chunk(_ name: String, _ demuxer: OpaquePointer) -> [UInt8]? {
        var chunk = WebPChunkIterator()
        defer { WebPDemuxReleaseChunkIterator(&chunk) }
        guard WebPDemuxGetChunk(demuxer, name, 1, &chunk) != 0 else { return nil }
        return Array(UnsafeBufferPointer(start: chunk.chunk.bytes, count: chunk.chunk.size))
    }

    /// With the prefix that writers put before it as in JPEG, or without.
    private static func orientation(_ exif: [UInt8]) -> Orientation? {
        let hasPrefix = exif.starts(with: Array("Exif".utf8) + [0, 0])
        return TIFFDirectory(exif: hasPrefix ? Array(exif.dropFirst(6)) : exif)?.orientation
    }

    private static func damaged(_ place: String, _ found: String) -> MediaError {
        .badInput(place: place, found: found, expected: "a whole WebP picture")
    }
}
