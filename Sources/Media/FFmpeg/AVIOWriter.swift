import CFFmpeg
import Files

/// An ``AtomicFile`` as FFmpeg writes it, or reads it again to move an index to its front: no names, no
/// protocols, and every failure noted in the file, for FFmpeg passes over some.
final class AVIOWriter {
    let context: UnsafeMutablePointer<AVIOContext>
    private let file: AtomicFile
    private var offset = 0

    init(_ file: AtomicFile, writes: Bool) throws {
        self.file = file
        let capacity: Int32 = 1 << 16
        let buffer = try FFmpegStatus.made(av_malloc(Int(capacity)), "av_malloc", place: file.place)
        let context = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), capacity, writes ? 1 : 0, nil,
            { opaque, bytes, count in AVIOWriter.of(opaque)?.read(bytes, count) ?? -1 },
            { opaque, bytes, count in AVIOWriter.of(opaque)?.write(bytes, count) ?? -1 },
            { opaque, offset, whence in AVIOWriter.of(opaque)?.seek(offset, whence) ?? -1 })
        guard let context else {
            av_free(buffer)
            throw MediaError.outOfMemory(place: file.place, call: "avio_alloc_context")
        }
        self.context = context
        // The stream owns the context, so it outlives every callback.
        context.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit {
        av_free(context.pointee.buffer)
        var released: UnsafeMutablePointer<AVIOContext>? = context
        avio_context_free(&released)
    }

    /// The stream behind a callback's pointer.
    private static func of(_ opaque: UnsafeMutableRawPointer?) -> AVIOWriter? {
        opaque.map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int32) -> Int32 {
        let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: Int(count))
        guard let got = try? file.read(into: buffer, at: offset) else { return segue_error(EIO) }
        offset += got
        return got == 0 ? segue_error_end : Int32(got)
    }

    private func write(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
        do {
            try file.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)), at: offset)
        } catch {
            return segue_error(EIO)
        }
        offset += Int(count)
        return count
    }

    private func seek(_ target: Int64, _ whence: Int32) -> Int64 {
        let whence = whence & ~AVSEEK_FORCE
        if whence == AVSEEK_SIZE { return Int64(file.size) }
        let starts = [SEEK_SET: 0, SEEK_CUR: offset, SEEK_END: file.size]
        guard let start = starts[whence] else { return Int64(segue_error(EINVAL)) }
        let (position, overflow) = start.addingReportingOverflow(Int(target))
        guard !overflow, position >= 0 else { return Int64(segue_error(EINVAL)) }
        offset = position
        return Int64(position)
    }
}
