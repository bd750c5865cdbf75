import CTurboJPEG
import Files
import Imaging

/// Reads a JPEG through libjpeg-turbo: baseline or progressive, grey, Y′CbCr, RGB, CMYK or YCCK.
enum JPEGReader {
    /// The header of a file that libjpeg decodes; nil for others.
    static func recognises(_ file: RegularFile) -> JPEGHeader? {
        JPEGHeader(FileBytes(file)).flatMap { $0.isUsual ? $0 : nil }
    }

    /// The picture in a file, upright and as sRGB by its profile, and what should be said of it.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for anything but a whole, sound file of at most
    /// ``Image/maximumSamples`` samples.
    static func read(
        _ file: RegularFile, _ header: JPEGHeader
    ) throws -> (image: Image, notices: [String]) {
        do {
            _ = try Image.sampleCount(
                width: header.size.width, height: header.size.height, channels: 3)
            guard file.size <= Image.maximumSamples * 4 else {
                throw damaged(file.path, "\(file.size) bytes")
            }
            let (colours, profile) = try decode(file)
            var picture = colours
            let notice = profile.flatMap { PictureColours.profile($0).convert(&picture.colours) }
            return (
                try picture.image().oriented(header.orientation), [notice].compactMap(\.self)
            )
        } catch let error as ImagingError {
            throw damaged(file.path, "\(error)")
        }
    }

    private static func decode(
        _ file: RegularFile
    ) throws -> (StraightImage, profile: [UInt8]?) {
        try file.prefix(file.size).withUnsafeBytes { bytes in
            var state = segue_jpeg()
            // libjpeg keeps the state's address, so all calls must see one.
            return try withUnsafeMutablePointer(to: &state) { state in
                let source = bytes.bindMemory(to: UInt8.self)
                let code = segue_jpeg_open(state, source.baseAddress, source.count)
                defer { segue_jpeg_close(state) }
                try check(code, state, file.path)
                let (width, height) = (Int(state.pointee.width), Int(state.pointee.height))
                _ = try Image.sampleCount(width: width, height: height, channels: 3)
                guard [1, 3, 4].contains(state.pointee.channels) else {
                    throw damaged(file.path, "\(state.pointee.channels) channels")
                }
                var pixels = [UInt8](repeating: 0, count: width * height * 3)
                try check(segue_jpeg_read(state, &pixels), state, file.path)
                let profile = state.pointee.profile.map {
                    Array(UnsafeBufferPointer(start: $0, count: Int(state.pointee.profile_size)))
                }
                let picture = try pixels.withUnsafeBytes {
                    try StraightImage(
                        width: width, height: height, channels: 3, depth: 8, bytes: $0,
                        rowBytes: width * 3)
                }
                return (picture, profile)
            }
        }
    }

    private static func check(
        _ code: Int32, _ state: UnsafePointer<segue_jpeg>, _ place: String
    ) throws {
        guard code != 0 else { return }
        guard state.pointee.needs_memory == 0 else {
            throw MediaError.outOfMemory(place: place, call: "libjpeg")
        }
        let message = withUnsafeBytes(of: state.pointee.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        throw damaged(place, "damaged data: \(message)")
    }

    private static func damaged(_ place: String, _ found: String) -> MediaError {
        .badInput(place: place, found: found, expected: "a whole JPEG picture")
    }
}
