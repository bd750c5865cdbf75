import COpenEXR
import Files
import Glibc
import Imaging

/// An opened OpenEXR file of one part, read by OpenEXR's core from its bytes alone.
final class EXRFile {
    /// A rectangle of whole pixels, both ends included.
    struct Window: Equatable {
        let left, top, right, bottom: Int

        var width: Int { right - left + 1 }
        var height: Int { bottom - top + 1 }

        init(_ box: exr_attr_box2i_t) {
            (left, top) = (Int(segue_exr_min_x(box)), Int(segue_exr_min_y(box)))
            (right, bottom) = (Int(segue_exr_max_x(box)), Int(segue_exr_max_y(box)))
        }
    }

    let file: RegularFile
    let context: exr_context_t
    /// The pixels that are stored.
    let data: Window
    /// The pixels that are shown.
    let display: Window
    let isTiled: Bool

    /// Whether the file begins as an OpenEXR file does, whatever its name.
    static func recognises(_ file: RegularFile) throws -> Bool {
        try file.prefix(4) == [0x76, 0x2F, 0x31, 0x01]
    }

    /// Opens a file and checks what it has and how large it says it is.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for damage, several parts and deep data.
    init(_ file: RegularFile) throws {
        let place = file.path
        var initializer = segue_exr_initializer()
        initializer.error_handler_fn = { _, _, _ in }
        initializer.user_data = Unmanaged.passUnretained(file).toOpaque()
        initializer.read_fn = { _, file, buffer, size, offset, _ in
            EXRFile.read(file, buffer, size, offset)
        }
        initializer.size_fn = { _, file in
            file.map { Int64(Unmanaged<RegularFile>.fromOpaque($0).takeUnretainedValue().size) }
                ?? -1
        }
        initializer.max_image_width = Int32(clamping: Image.maximumSamples)
        initializer.max_image_height = Int32(clamping: Image.maximumSamples)
        var context: exr_context_t?
        let code = exr_start_read(&context, place, &initializer)
        do {
            try Self.check(code, place)
            guard let context else { throw Self.damaged(place, "no header") }
            try Self.checkParts(context, place)
            (data, display) = try Self.windows(context, place)
            var storage = EXR_STORAGE_SCANLINE
            try Self.check(exr_get_storage(context, 0, &storage), place)
            isTiled = storage == EXR_STORAGE_TILED
            self.file = file
            self.context = context
        } catch {
            exr_finish(&context)
            throw error
        }
    }

    deinit {
        var finished: exr_context_t? = context
        exr_finish(&finished)
    }

    /// As many bytes as there are of those asked for; negative when reading fails.
    private static func read(
        _ file: UnsafeMutableRawPointer?, _ buffer: UnsafeMutableRawPointer?, _ size: UInt64,
        _ offset: UInt64
    ) -> Int64 {
        guard let file, let buffer, let offset = Int(exactly: offset), let size = Int(exactly: size)
        else { return -1 }
        let source = Unmanaged<RegularFile>.fromOpaque(file).takeUnretainedValue()
        let count = max(0, min(size, source.size - offset))
        let target = UnsafeMutableRawBufferPointer(start: buffer, count: count)
        return source.fill(target, from: offset) ? Int64(count) : -1
    }

    private static func checkParts(_ context: exr_context_t, _ place: String) throws {
        var (count, storage) = (Int32(0), EXR_STORAGE_SCANLINE)
        try check(exr_get_count(context, &count), place)
        guard count == 1 else {
            throw MediaError.badInput(
                place: place, found: "an OpenEXR file of \(count) parts",
                expected: "one part, saved as a file of its own")
        }
        try check(exr_get_storage(context, 0, &storage), place)
        guard storage == EXR_STORAGE_SCANLINE || storage == EXR_STORAGE_TILED else {
            throw MediaError.badInput(
                place: place, found: "deep data, with many samples in a pixel",
                expected: "a flattened OpenEXR picture")
        }
    }

    private static func windows(
        _ context: exr_context_t, _ place: String
    ) throws -> (data: Window, display: Window) {
        var (data, display) = (exr_attr_box2i_t(), exr_attr_box2i_t())
        try check(exr_get_data_window(context, 0, &data), place)
        try check(exr_get_display_window(context, 0, &display), place)
        let windows = (data: Window(data), display: Window(display))
        do {
            for window in [windows.data, windows.display] {
                _ = try Image.sampleCount(
                    width: window.width, height: window.height, channels: 3)
            }
        } catch let error as ImagingError {
            throw damaged(place, "\(error)")
        }
        return windows
    }

    /// Throws for a code of the core's that means failure.
    static func check(_ code: exr_result_t, _ place: String) throws {
        guard code != 0 else { return }
        guard code != EXR_ERR_OUT_OF_MEMORY.rawValue else {
            throw MediaError.outOfMemory(place: place, call: "OpenEXR")
        }
        let text = exr_get_error_code_as_string(code).map { String(cString: $0) } ?? "code \(code)"
        guard code != EXR_ERR_FEATURE_NOT_IMPLEMENTED.rawValue else {
            throw MediaError.badInput(
                place: place, found: "a compression that this OpenEXR does not decode",
                expected: "none, RLE, ZIP, PIZ, PXR24 or B44")
        }
        throw damaged(place, text)
    }

    static func damaged(_ place: String, _ reason: String) -> MediaError {
        .badInput(
            place: place, found: "damaged data: \(reason)", expected: "a whole OpenEXR picture")
    }
}
