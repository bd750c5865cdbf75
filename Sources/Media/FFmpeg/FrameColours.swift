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

    /// The colours of a film's frame by its tags: HDR, or the wide primaries of BT.2020 and P3; all else
    /// is taken as sRGB.
    ///
    /// The primaries of BT.601 (SMPTE 170M and BT.470 BG) stay as they are although they differ a little
    /// from BT.709's: programs write these tags by the size of a picture, whatever it was made with, and
    /// most players show such films unchanged.  HDR without primaries is of BT.2020's, the only ones in
    /// ITU-R BT.2100.
    init(film frame: Frame) {
        let picture = frame.pointer.pointee
        let transfer = TransferCurve(code: Int(picture.color_trc.rawValue)) ?? .sRGB
        let wide = [AVCOL_PRI_BT2020, AVCOL_PRI_SMPTE431, AVCOL_PRI_SMPTE432]
        guard transfer.isHighDynamicRange || wide.contains(picture.color_primaries) else {
            self = .sRGB
            return
        }
        let chromaticities = Chromaticities(code: Int(picture.color_primaries.rawValue))
        self = .encoding(
            ColourEncoding(chromaticities: chromaticities ?? .bt2020, transfer: transfer))
    }
}
