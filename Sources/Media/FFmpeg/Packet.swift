import CFFmpeg

/// One owned `AVPacket`: compressed data between a container and a codec.
final class Packet {
    let pointer: UnsafeMutablePointer<AVPacket>

    init(place: String) throws {
        pointer = try FFmpegStatus.made(av_packet_alloc(), "av_packet_alloc", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&released)
    }

    /// Lets the data go.  The corresponding C function is `av_packet_unref`.
    func clear() { av_packet_unref(pointer) }
}

/// One owned `AVFrame`: a picture as FFmpeg lays it out.
final class Frame {
    let pointer: UnsafeMutablePointer<AVFrame>

    init(place: String) throws {
        pointer = try FFmpegStatus.made(av_frame_alloc(), "av_frame_alloc", place: place)
    }

    /// A frame with room for a picture of the given format.
    convenience init(format: AVPixelFormat, width: Int, height: Int, place: String) throws {
        try self.init(place: place)
        pointer.pointee.format = format.rawValue
        pointer.pointee.width = Int32(width)
        pointer.pointee.height = Int32(height)
        try FFmpegStatus.check(
            av_frame_get_buffer(pointer, 0), "av_frame_get_buffer", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&released)
    }

    /// Lets the data go.  The corresponding C function is `av_frame_unref`.
    func clear() { av_frame_unref(pointer) }
}
