import CFFmpeg
import Imaging

/// What decides on a frame's conversion: its format, size and colour tags, and FFmpeg's description
/// of the format.
struct FrameLayout: Equatable {
    let format: AVPixelFormat
    let size: Size

    /// Whether the frame is a single picture, for which other defaults hold than for films.
    let isPicture: Bool

    private let matrixTag: AVColorSpace
    private let rangeTag: AVColorRange
    private let sitingTag: AVChromaLocation

    /// The layout of a decoded frame.
    init(_ frame: Frame, isPicture: Bool) {
        let picture = frame.pointer.pointee
        format = AVPixelFormat(picture.format)
        size = Size(width: Int(picture.width), height: Int(picture.height))
        (matrixTag, rangeTag) = (picture.colorspace, picture.color_range)
        sitingTag = picture.chroma_location
        self.isPicture = isPicture
    }

    /// FFmpeg's description of the format; nil for formats of hardware, floats and the like, which
    /// cannot be converted.
    var descriptor: AVPixFmtDescriptor? {
        guard sws_isSupportedInput(format) != 0,
            let descriptor = av_pix_fmt_desc_get(format)?.pointee,
            descriptor.flags & UInt64(AV_PIX_FMT_FLAG_FLOAT) == 0, descriptor.comp.0.depth <= 16
        else { return nil }
        return descriptor
    }

    /// The format without the full range that JPEG's variants imply.
    var rangelessFormat: AVPixelFormat {
        switch format {
        case AV_PIX_FMT_YUVJ420P: AV_PIX_FMT_YUV420P
        case AV_PIX_FMT_YUVJ411P: AV_PIX_FMT_YUV411P
        case AV_PIX_FMT_YUVJ422P: AV_PIX_FMT_YUV422P
        case AV_PIX_FMT_YUVJ440P: AV_PIX_FMT_YUV440P
        case AV_PIX_FMT_YUVJ444P: AV_PIX_FMT_YUV444P
        default: format
        }
    }

    /// The tagged matrix; untagged, BT.709 for films of 720 lines and more and BT.601 otherwise; nil
    /// for a matrix that is not known.
    var matrix: VideoMatrix? {
        VideoMatrix(matrixTag, untagged: size.height >= 720 && !isPicture ? .bt709 : .bt601)
    }

    /// The tagged range; untagged, full for JPEG's formats and for grey, limited otherwise.
    func isFullRange(_ descriptor: AVPixFmtDescriptor) -> Bool {
        switch rangeTag {
        case AVCOL_RANGE_JPEG: true
        case AVCOL_RANGE_MPEG: false
        default: format != rangelessFormat || descriptor.nb_components < 3
        }
    }

    /// Chroma positions in 256ths of a luma sample, as swscale's options; untagged, centred in
    /// single pictures and left in films.
    func siting(_ descriptor: AVPixFmtDescriptor) -> [(String, Int64)] {
        guard descriptor.log2_chroma_w == 1 else { return [] }
        let centred = [AVCHROMA_LOC_CENTER, AVCHROMA_LOC_TOP, AVCHROMA_LOC_BOTTOM]
        let isCentred =
            centred.contains(sitingTag) || sitingTag == AVCHROMA_LOC_UNSPECIFIED && isPicture
        let across: [(String, Int64)] = [("src_h_chr_pos", isCentred ? 128 : 0)]
        guard descriptor.log2_chroma_h == 1 else { return across }
        switch sitingTag {
        case AVCHROMA_LOC_TOP, AVCHROMA_LOC_TOPLEFT: return across + [("src_v_chr_pos", 0)]
        case AVCHROMA_LOC_BOTTOM, AVCHROMA_LOC_BOTTOMLEFT: return across + [("src_v_chr_pos", 256)]
        default: return across + [("src_v_chr_pos", 128)]
        }
    }
}

extension VideoMatrix {
    /// The matrix of a tag; nil for one that is not known.
    init?(_ tag: AVColorSpace, untagged: VideoMatrix) {
        switch tag {
        case AVCOL_SPC_BT709: self = .bt709
        case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: self = .bt601
        case AVCOL_SPC_SMPTE240M: self = .smpte240
        case AVCOL_SPC_FCC: self = .fcc
        case AVCOL_SPC_BT2020_NCL: self = .bt2020
        case AVCOL_SPC_UNSPECIFIED, AVCOL_SPC_RESERVED, AVCOL_SPC_RGB: self = untagged
        default: return nil
        }
    }
}
