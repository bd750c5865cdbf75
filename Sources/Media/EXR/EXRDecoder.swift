import COpenEXR
import Files
import Imaging

/// Decodes the chunks of an ``EXRFile``, each into its place of planes as large as the data window.
struct EXRDecoder {
    /// One plane after the other.
    private(set) var planes: [Float]

    private let exr: EXRFile
    private let channels: [String]

    /// - Parameter channels: names, one for each plane.
    init(_ exr: EXRFile, channels: [String]) throws {
        (self.exr, self.channels) = (exr, channels)
        // The first chunk shows whether there is a table of chunks at all, before memory is taken.
        _ = try Self.chunk(exr, column: 0, row: 0)
        let count = exr.data.width * exr.data.height
        planes = [Float](repeating: 0, count: count * channels.count)
    }

    /// Decodes all chunks of the first level.
    mutating func decode() throws {
        // The core keeps pointers into the pipeline itself.
        let pipeline = UnsafeMutablePointer<exr_decode_pipeline_t>.allocate(capacity: 1)
        pipeline.initialize(to: exr_decode_pipeline_t())
        var isReady = false
        defer {
            exr_decoding_destroy(exr.context, pipeline)
            pipeline.deallocate()
        }
        let place = exr.file.path
        let step = try stepSizes()
        let (columns, rows) = (exr.data.width, exr.data.height)
        for top in stride(from: 0, to: rows, by: step.height) {
            for left in stride(from: 0, to: columns, by: step.width) {
                var chunk = try Self.chunk(
                    exr, column: left / step.width, row: exr.isTiled ? top / step.height : top)
                guard chunk.width > 0, chunk.height > 0, Int(chunk.width) <= columns - left,
                    Int(chunk.height) <= rows - top
                else { throw EXRFile.damaged(place, "a chunk outside the picture") }
                try EXRFile.check(
                    isReady
                        ? exr_decoding_update(exr.context, 0, &chunk, pipeline)
                        : exr_decoding_initialize(exr.context, 0, &chunk, pipeline), place)
                try decode(pipeline, left: left, top: top, choosesRoutines: !isReady)
                isReady = true
            }
        }
    }

    private mutating func decode(
        _ pipeline: UnsafeMutablePointer<exr_decode_pipeline_t>, left: Int, top: Int,
        choosesRoutines: Bool
    ) throws {
        let (width, plane) = (exr.data.width, exr.data.width * exr.data.height)
        var unused = roomForUnused(pipeline.pointee)
        try planes.withUnsafeMutableBufferPointer { planes in
            guard let all = pipeline.pointee.channels, let start = planes.baseAddress else {
                return
            }
            try unused.withUnsafeMutableBytes { unused in
                for index in 0..<Int(pipeline.pointee.channel_count) {
                    let name = all[index].channel_name.map { String(cString: $0) }
                    guard let number = name.flatMap(channels.firstIndex(of:)) else {
                        segue_exr_decode_away(
                            all + index, unused.bindMemory(to: UInt8.self).baseAddress)
                        continue
                    }
                    segue_exr_decode_to(
                        all + index, start + number * plane + top * width + left, Int32(width))
                }
                let place = exr.file.path
                if choosesRoutines {
                    try EXRFile.check(
                        exr_decoding_choose_default_routines(exr.context, 0, pipeline), place)
                }
                try EXRFile.check(exr_decoding_run(exr.context, 0, pipeline), place)
            }
        }
    }

    /// As much as the largest channel of a chunk takes; more than one may be written to it.
    private func roomForUnused(_ pipeline: exr_decode_pipeline_t) -> [UInt32] {
        guard let all = pipeline.channels else { return [] }
        let most =
            (0..<Int(pipeline.channel_count)).map {
                Int(all[$0].width) * Int(all[$0].height)
            }.max() ?? 0
        return [UInt32](repeating: 0, count: most)
    }

    /// Columns and rows of a chunk.
    private func stepSizes() throws -> Size {
        let place = exr.file.path
        if exr.isTiled {
            var (width, height) = (UInt32(0), UInt32(0))
            try EXRFile.check(
                exr_get_tile_descriptor(exr.context, 0, &width, &height, nil, nil), place)
            guard width > 0, height > 0 else { throw EXRFile.damaged(place, "tiles of no size") }
            return Size(width: Int(width), height: Int(height))
        }
        var lines: Int32 = 0
        try EXRFile.check(exr_get_scanlines_per_chunk(exr.context, 0, &lines), place)
        guard lines > 0 else { throw EXRFile.damaged(place, "chunks of no lines") }
        return Size(width: exr.data.width, height: Int(lines))
    }

    /// Where a chunk is: of a tile's column and row, or of a line, counted from the data window's top.
    private static func chunk(_ exr: EXRFile, column: Int, row: Int) throws -> exr_chunk_info_t {
        var chunk = exr_chunk_info_t()
        let code =
            exr.isTiled
            ? exr_read_tile_chunk_info(exr.context, 0, Int32(column), Int32(row), 0, 0, &chunk)
            : exr_read_scanline_chunk_info(exr.context, 0, Int32(row + exr.data.top), &chunk)
        try EXRFile.check(code, exr.file.path)
        return chunk
    }
}
