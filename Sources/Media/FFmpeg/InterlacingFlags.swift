import CFFmpeg

/// Where a film states that its frames are interlaced.
///
/// Most codecs flag every frame, and films mix both kinds.  Codecs of frames on their own (raw video,
/// FFV1, ProRes, JPEG and the like) often leave it to the container, whose word then counts for all
/// frames.
struct InterlacingFlags {
    /// Whether the codec uses FFmpeg's flag for something else: in PNG it means Adam7.
    private let flagIsOfPixels: Bool

    /// Whether the top field is shown first, of a film whose container calls it interlaced; nil for
    /// all others.
    private let topIsFirst: Bool?

    init(of stream: UnsafeMutablePointer<AVStream>) {
        let parameters = stream.pointee.codecpar.pointee
        flagIsOfPixels = [AV_CODEC_ID_PNG, AV_CODEC_ID_APNG].contains(parameters.codec_id)
        let properties = avcodec_descriptor_get(parameters.codec_id)?.pointee.props ?? 0
        let isIntraOnly = properties & AV_CODEC_PROP_INTRA_ONLY != 0
        switch parameters.field_order {
        // The first letter is the field stored first, the second the one shown first.
        case AV_FIELD_TT, AV_FIELD_BT: topIsFirst = isIntraOnly ? true : nil
        case AV_FIELD_BB, AV_FIELD_TB: topIsFirst = isIntraOnly ? false : nil
        default: topIsFirst = nil
        }
    }

    /// Sets the flags of a decoded frame to what is known.
    func complete(_ frame: Frame) {
        if flagIsOfPixels { frame.pointer.pointee.interlaced_frame = 0 }
        guard let topIsFirst, frame.pointer.pointee.interlaced_frame == 0 else { return }
        frame.pointer.pointee.interlaced_frame = 1
        frame.pointer.pointee.top_field_first = topIsFirst ? 1 : 0
    }
}
