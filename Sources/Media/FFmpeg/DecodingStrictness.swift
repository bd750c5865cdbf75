import CFFmpeg

/// How damage in a codec's data is looked for, by what FFmpeg 5.1's decoders do with flipped bits.
///
/// `AV_EF_EXPLODE` alone finds most; what else is needed depends on the decoder.  `AV_EF_BITSTREAM`
/// is not for all, because MPEG-2 decoders then refuse the stuffing of broadcasts.
struct DecodingStrictness {
    /// Flags for `AVCodecContext.err_recognition`.
    let recognition: Int32

    /// Whether what the decoder logs as an error means damage though it reports none.
    let linesAreDamage: Bool

    /// The strictness for a codec.
    init(of codec: AVCodecID) {
        let usual = AV_EF_EXPLODE | AV_EF_CRCCHECK
        switch codec {
        // Takes a tag that it does not know for damage.
        case AV_CODEC_ID_TIFF: (recognition, linesAreDamage) = (0, false)
        // Log that a checksum, or the end of a picture, is wrong, and go on.
        case AV_CODEC_ID_FFV1, AV_CODEC_ID_GIF: (recognition, linesAreDamage) = (usual, true)
        // Pass over coefficients beyond the end of a block.
        case AV_CODEC_ID_MSMPEG4V1, AV_CODEC_ID_MSMPEG4V2, AV_CODEC_ID_MSMPEG4V3,
            AV_CODEC_ID_WMV1, AV_CODEC_ID_WMV2:
            (recognition, linesAreDamage) = (usual | AV_EF_BITSTREAM, false)
        default: (recognition, linesAreDamage) = (usual, false)
        }
    }
}
