import CFFmpeg
import Timelines

/// Facts about a film from its container and first frame.
struct FilmFacts {
    private let isStill: Bool
    private let frameRate: FrameRate?
    private let statedCount: Int?
    private let estimatedCount: Int?
    private let hasAudio: Bool
    private let notices: [String]

    /// - Parameter notices: what is known already that a user should hear of.
    init(
        _ demuxer: Demuxer, _ stream: UnsafeMutablePointer<AVStream>, _ frame: Frame,
        notices: [String]
    ) {
        isStill = demuxer.isPicture
        frameRate = isStill ? nil : demuxer.frameRate(of: stream)
        statedCount = stream.pointee.nb_frames > 0 ? Int(stream.pointee.nb_frames) : nil
        estimatedCount = Self.estimate(demuxer.duration, frameRate)
        hasAudio = !isStill && demuxer.audioStream != nil
        self.notices = notices + Self.notices(frame, isStill: isStill)
    }

    /// The source's properties, at its upright size.
    func properties(path: String, width: Int, height: Int) -> SourceProperties {
        SourceProperties(
            path: path, width: width, height: height, frameRate: frameRate,
            frameCount: isStill ? 1 : statedCount ?? estimatedCount,
            frameCountIsExact: isStill || statedCount != nil, isStill: isStill,
            hasAudio: hasAudio, notices: notices)
    }

    private static func estimate(_ duration: Double?, _ rate: FrameRate?) -> Int? {
        guard let duration, let rate else { return nil }
        return Int(exactly: (duration * rate.framesPerSecond).rounded())
    }

    private static func notices(_ frame: Frame, isStill: Bool) -> [String] {
        var notices: [String] = []
        if !isStill, av_frame_get_side_data(frame.pointer, AV_FRAME_DATA_ICC_PROFILE) != nil {
            notices.append("the colour profile is ignored, sRGB assumed")
        }
        return notices
    }
}
