import CTIFF
import Files
import Imaging

/// Reads the first page of a TIFF through libtiff: strips or tiles, any compression that it knows, 1 to 32 bits or
/// floats, grey, palette, RGB, CMYK, Lab or Y′CbCr, with alpha.
enum TIFFReader {
    /// Whether the file begins as a TIFF or BigTIFF does, whatever its name.
    static func recognises(_ file: RegularFile) throws -> Bool {
        [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]]
            .contains(try file.prefix(4))
    }

    /// The picture, upright and as sRGB by its profile, of four channels where it is transparent, and what should be
    /// said of it.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for anything but a whole, sound page of at most
    /// ``Image/maximumSamples`` samples.
    static func read(_ file: RegularFile) throws -> (image: Image, notices: [String]) {
        try checkSize(of: TIFFDirectory(FileBytes(file)), file.size, place: file.path)
        guard file.size <= Image.maximumSamples * 4 else {
            throw damaged(file.path, "\(file.size) bytes")
        }
        return try file.prefix(file.size).withUnsafeBytes { bytes in
            var page = segue_tiff_page()
            page.bytes = bytes.bindMemory(to: UInt8.self).baseAddress
            page.count = bytes.count
            // libtiff keeps the state's address, so all calls must see one.
            return try withUnsafeMutablePointer(to: &page) { page in
                defer { segue_tiff_page_close(page) }
                let code = segue_tiff_page_open(page, tmsize_t(Image.maximumSamples * 4))
                try check(code, page, file.path)
                return try picture(page, file.path)
            }
        }
    }

    private static func picture(
        _ page: UnsafeMutablePointer<segue_tiff_page>, _ place: String
    ) throws -> (image: Image, notices: [String]) {
        let size = Size(width: Int(page.pointee.width), height: Int(page.pointee.height))
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
            guard page.pointee.format != SAMPLEFORMAT_INT else {
                throw MediaError.badInput(
                    place: place, found: "a TIFF of numbers with a sign",
                    expected: "whole numbers without one, or floats")
            }
            let layout = TIFFPixels(page.pointee)
            let pixels = try layout.map { pixels in
                _ = try Image.sampleCount(
                    width: size.width, height: size.height, channels: pixels.channels)
                var samples = [Float](repeating: 0, count: size.area * pixels.channels)
                try check(segue_tiff_page_read(page, &samples), page, place)
                return try pixels.picture(samples, size)
            }
            var picture = try pixels ?? converted(page, size, place)
            let takesProfile =
                layout?.takesProfile ?? (page.pointee.photometric < PHOTOMETRIC_CIELAB)
            let profile =
                !takesProfile
                ? nil
                : page.pointee.profile.map {
                    Array(UnsafeBufferPointer(start: $0, count: Int(page.pointee.profile_size)))
                }
            let notice = profile.flatMap { PictureColours.profile($0).convert(&picture.colours) }
            let more =
                page.pointee.has_more != 0 ? "several pages, only the first is read" : nil
            let orientation = Orientation(exif: Int(page.pointee.orientation)) ?? .upright
            return (
                try picture.image().oriented(orientation), [notice, more].compactMap(\.self)
            )
        } catch let error as ImagingError {
            throw damaged(place, "\(error)")
        }
    }

    /// By libtiff's own conversion, to 8 bits.
    private static func converted(
        _ page: UnsafeMutablePointer<segue_tiff_page>, _ size: Size, _ place: String
    ) throws -> StraightImage {
        var pixels = [UInt32](repeating: 0, count: size.area)
        guard segue_tiff_page_convert(page, &pixels) == 0 else {
            throw MediaError.badInput(
                place: place, found: "a TIFF that is not read: \(message(of: page))",
                expected: "grey, palette, RGB, CMYK, Lab or Y'CbCr")
        }
        return try pixels.withUnsafeBytes {
            try StraightImage(
                width: size.width, height: size.height, channels: 4, depth: 8, bytes: $0,
                rowBytes: 4 * size.width)
        }
    }

    /// Refuses a page by the size that it declares, before anything is decoded.
    private static func checkSize(of page: TIFFDirectory?, _ fileSize: Int, place: String) throws {
        guard let page, let size = page.size else { return }
        do {
            _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: place, found: "\(error)", expected: "a picture of a usual size")
        }
        guard !page.canBe(inBytes: fileSize) else { return }
        throw damaged(place, "a picture of \(size.width)×\(size.height) in \(fileSize) bytes")
    }

    private static func check(
        _ code: Int32, _ page: UnsafePointer<segue_tiff_page>, _ place: String
    ) throws {
        guard code != 0 else { return }
        throw damaged(place, "damaged data: \(message(of: page))")
    }

    private static func message(of page: UnsafePointer<segue_tiff_page>) -> String {
        let text = withUnsafeBytes(of: page.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return text.isEmpty ? "no reason given" : text
    }

    private static func damaged(_ place: String, _ found: String) -> MediaError {
        .badInput(place: place, found: found, expected: "a whole TIFF")
    }
}
