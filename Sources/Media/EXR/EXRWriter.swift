import COpenEXR
import Imaging

/// Writes an OpenEXR file of scan lines into memory.
final class EXRWriter {
    private let place: String
    private let size: Size
    private var context: exr_context_t?
    private let file = Bytes()

    /// What the core has written so far.
    private final class Bytes {
        var bytes: [UInt8] = []
    }

    /// Begins a file of half floats and writes its header.
    ///
    /// - Parameters:
    ///   - channels: their names.
    ///   - attributes: texts by their names.
    init(
        _ size: Size, channels: [String], attributes: [(name: String, text: String)],
        place: String
    ) throws {
        (self.size, self.place) = (size, place)
        var initializer = segue_exr_initializer()
        initializer.error_handler_fn = { _, _, _ in }
        initializer.user_data = Unmanaged.passUnretained(file).toOpaque()
        initializer.write_fn = { _, file, buffer, count, offset, _ in
            EXRWriter.take(file, buffer, count, offset)
        }
        // The name is for messages alone.
        try check(exr_start_write(&context, "memory", EXR_WRITE_FILE_DIRECTLY, &initializer))
        var part: Int32 = 0
        try check(exr_add_part(context, nil, EXR_STORAGE_SCANLINE, &part))
        try check(
            exr_initialize_required_attr_simple(
                context, 0, Int32(size.width), Int32(size.height), EXR_COMPRESSION_ZIP))
        for name in channels {
            try check(
                exr_add_channel(
                    context, 0, name, EXR_PIXEL_HALF, EXR_PERCEPTUALLY_LOGARITHMIC, 1, 1))
        }
        var chromaticities = exr_attr_chromaticities_t(
            red_x: 0.64, red_y: 0.33, green_x: 0.3, green_y: 0.6, blue_x: 0.15, blue_y: 0.06,
            white_x: 0.3127, white_y: 0.329)
        try check(exr_attr_set_chromaticities(context, 0, "chromaticities", &chromaticities))
        for (name, text) in attributes {
            try check(exr_attr_set_string(context, 0, name, text))
        }
        try check(exr_write_header(context))
    }

    deinit { exr_finish(&context) }

    /// Writes all lines and ends the file.
    ///
    /// - Parameter planes: of each channel, without gaps.
    /// - Returns: the file.
    func write(_ planes: [(name: String, halfs: UnsafeBufferPointer<UInt16>)]) throws -> [UInt8] {
        // The core keeps pointers into the pipeline itself.
        let pipeline = UnsafeMutablePointer<exr_encode_pipeline_t>.allocate(capacity: 1)
        pipeline.initialize(to: exr_encode_pipeline_t())
        defer {
            exr_encoding_destroy(context, pipeline)
            pipeline.deallocate()
        }
        var lines: Int32 = 0
        try check(exr_get_scanlines_per_chunk(context, 0, &lines))
        for top in stride(from: 0, to: size.height, by: max(1, Int(lines))) {
            var chunk = exr_chunk_info_t()
            try check(exr_write_scanline_chunk_info(context, 0, Int32(top), &chunk))
            try check(
                top == 0
                    ? exr_encoding_initialize(context, 0, &chunk, pipeline)
                    : exr_encoding_update(context, 0, &chunk, pipeline))
            point(pipeline.pointee, to: planes, from: top)
            if top == 0 { try check(exr_encoding_choose_default_routines(context, 0, pipeline)) }
            try check(exr_encoding_run(context, 0, pipeline))
        }
        // The table of chunks is written at the end.
        try check(exr_finish(&context))
        return file.bytes
    }

    private func point(
        _ pipeline: exr_encode_pipeline_t,
        to planes: [(name: String, halfs: UnsafeBufferPointer<UInt16>)], from top: Int
    ) {
        guard let channels = pipeline.channels else { return }
        for index in 0..<Int(pipeline.channel_count) {
            let name = channels[index].channel_name.map { String(cString: $0) }
            guard let start = planes.first(where: { $0.name == name })?.halfs.baseAddress else {
                continue
            }
            segue_exr_encode_from(channels + index, start + top * size.width, Int32(size.width))
        }
    }

    private static func take(
        _ file: UnsafeMutableRawPointer?, _ buffer: UnsafeRawPointer?, _ count: UInt64,
        _ offset: UInt64
    ) -> Int64 {
        guard let file, let buffer, let count = Int(exactly: count),
            let offset = Int(exactly: offset)
        else { return -1 }
        let target = Unmanaged<Bytes>.fromOpaque(file).takeUnretainedValue()
        let missing = offset + count - target.bytes.count
        if missing > 0 { target.bytes.append(contentsOf: repeatElement(0, count: missing)) }
        target.bytes.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + count]).copyMemory(
                from: UnsafeRawBufferPointer(start: buffer, count: count))
        }
        return Int64(count)
    }

    private func check(_ code: exr_result_t) throws {
        guard code != 0 else { return }
        guard code != EXR_ERR_OUT_OF_MEMORY.rawValue else {
            throw MediaError.outOfMemory(place: place, call: "OpenEXR")
        }
        throw MediaError.libraryFailure(
            place: place, call: "OpenEXR",
            reason: exr_get_error_code_as_string(code).map { String(cString: $0) } ?? "code \(code)"
        )
    }
}
