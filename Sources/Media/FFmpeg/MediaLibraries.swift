import CFFmpeg

/// The libraries that decode inputs.
package enum MediaLibraries {
    /// libavcodec's version, as `59.37.100`.
    package static var codecs: String {
        let version = avcodec_version()
        return "\(version >> 16).\(version >> 8 & 255).\(version & 255)"
    }
}
