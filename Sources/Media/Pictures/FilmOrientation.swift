import CFFmpeg
import Imaging

/// The turn that a film or a photo needs, as FFmpeg exposes it.
enum FilmOrientation {
    /// From the display matrix of a stream; nil without one.
    static func of(_ stream: UnsafeMutablePointer<AVStream>) -> Orientation? {
        var size = 0
        let bytes = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size)
        guard let bytes, size >= 36 else { return nil }
        return orientation(UnsafeRawPointer(bytes))
    }

    /// From a decoded picture's display matrix or EXIF orientation; nil without either.
    static func of(_ frame: Frame) -> Orientation? {
        if let data = av_frame_get_side_data(frame.pointer, AV_FRAME_DATA_DISPLAYMATRIX),
            data.pointee.size >= 36, let bytes = data.pointee.data
        {
            return orientation(UnsafeRawPointer(bytes))
        }
        let entry = av_dict_get(frame.pointer.pointee.metadata, "Orientation", nil, 0)
        guard let text = entry?.pointee.value.map({ String(cString: $0) }) else { return nil }
        return Int(text.drop { $0 == " " }.prefix { $0.isNumber }).flatMap(Orientation.init(exif:))
    }

    /// x′ = a x + c y, y′ = b x + d y of the matrix (a b u; c d v; x y w) in native int32; nil for
    /// anything but quarter turns, mirrored or not.
    private static func orientation(_ matrix: UnsafeRawPointer) -> Orientation? {
        func entry(_ index: Int) -> Int32 {
            matrix.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)
        }
        let (a, b, c, d) = (entry(0), entry(1), entry(3), entry(4))
        if b == 0, c == 0, a != 0, d != 0 {
            return Orientation(mirroredHorizontally: a < 0, mirroredVertically: d < 0)
        }
        if a == 0, d == 0, b != 0, c != 0 {
            return Orientation(
                transposed: true, mirroredHorizontally: c < 0, mirroredVertically: b < 0)
        }
        return nil
    }
}
