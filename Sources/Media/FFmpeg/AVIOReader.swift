import CFFmpeg
import Files
import Glibc

/// A ``RegularFile`` as FFmpeg reads it, from its beginning: no names, no protocols, only this file's bytes.
final class AVIOReader {
    let file: RegularFile
    let context: UnsafeMutablePointer<AVIOContext>

    init(_ file: RegularFile) throws {
        self.file = file
        _ = file.seek(to: 0, whence: SEEK_SET)
        let capacity: Int32 = 1 << 16
        let buffer = try FFmpegStatus.made(av_malloc(Int(capacity)), "av_malloc", place: file.path)
        // The stream owns both the file and the context, so the file outlives every callback.
        let opaque = Unmanaged.passUnretained(file).toOpaque()
        let context = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), capacity, 0, opaque,
            { opaque, bytes, count in AVIOReader.read(opaque, bytes, count) }, nil,
            { opaque, offset, whence in AVIOReader.seek(opaque, offset, whence) })
        guard let context else {
            av_free(buffer)
            throw MediaError.outOfMemory(place: file.path, call: "avio_alloc_context")
        }
        self.context = context
    }

    deinit {
        av_free(context.pointee.buffer)
        var released: UnsafeMutablePointer<AVIOContext>? = context
        avio_context_free(&released)
    }

    private static func read(
        _ opaque: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int32
    ) -> Int32 {
        guard let opaque, let bytes, count > 0 else { return segue_error_end }
        let file = Unmanaged<RegularFile>.fromOpaque(opaque).takeUnretainedValue()
        let got = file.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)))
        if got < 0 { return segue_error(file.readError) }
        return got == 0 ? segue_error_end : Int32(got)
    }

    private static func seek(
        _ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32
    ) -> Int64 {
        guard let opaque else { return -1 }
        let file = Unmanaged<RegularFile>.fromOpaque(opaque).takeUnretainedValue()
        if whence & AVSEEK_SIZE != 0 { return Int64(file.size) }
        return file.seek(to: offset, whence: whence & ~AVSEEK_FORCE)
    }
}
