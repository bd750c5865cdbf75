import CFFmpeg

extension PictureColours {
    /// The colours of a decoded picture as FFmpeg reports them: a profile, or codes of ITU-T H.273.
    init(_ frame: Frame) {
        if let data = av_frame_get_side_data(frame.pointer, AV_FRAME_DATA_ICC_PROFILE),
            let bytes = data.pointee.data
        {
            self = .profile(Array(UnsafeBufferPointer(start: bytes, count: Int(data.pointee.size))))
            return
        }
        let picture = frame.pointer.pointee
        let chromaticities = Chromaticities(code: Int(picture.color_primaries.rawValue))
        let transfer = TransferCurve(code: Int(picture.color_trc.rawValue))
        guard chromaticities != nil || transfer != nil else {
            self = .sRGB
            return
        }
        self = .encoding(
            ColourEncoding(
                chromaticities: chromaticities ?? .bt709, transfer: transfer ?? .sRGB))
    }
}
