/// The containers that may be opened, by FFmpeg's names.
///
/// A fixed list, because several of FFmpeg's demuxers follow references in a file to other files or
/// to the network (ffconcat, m3u8, SVG, image2), and content, not the name, decides what a file is.
enum InputFormats {
    /// Single pictures.
    static let pictures = [
        "bmp_pipe", "dpx_pipe", "gem_pipe", "j2k_pipe", "jpeg_pipe", "jpegls_pipe", "jpegxl_pipe",
        "pbm_pipe", "pcx_pipe", "pgm_pipe", "ppm_pipe", "psd_pipe", "qoi_pipe",
        "sgi_pipe", "sunrast_pipe", "tiff_pipe", "webp_pipe",
    ]

    /// Films, animations among them.
    static let films = [
        "asf", "av1", "avi", "dv", "flv", "gif", "h264", "hevc", "ivf", "m4v", "matroska",
        "mov", "mp4", "mpeg", "mpegts", "mpegvideo", "mxf", "nut", "obu", "ogg", "rm", "webm",
        "yuv4mpegpipe",
    ]

    /// Files of sound alone, which may be opened for their sound only.
    static let sounds = ["aac", "aiff", "au", "caf", "flac", "mp3", "w64", "wav"]

    /// Pictures and films, as FFmpeg's `format_whitelist` wants them.
    static let whitelist = (pictures + films).joined(separator: ",")

    /// Films and files of sound alone, likewise.
    static let soundWhitelist = (films + sounds).joined(separator: ",")
}
