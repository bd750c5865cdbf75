import CFFmpeg
import Imaging
import Timelines

/// Facts about a film from its pictures' times, its container and its first frame.
struct FilmFacts {
    private let index: FilmIndex
    private let rate: FilmRate
    private let sound: Sound?
    private let notices: [String]
    private let accompaniment: Accompaniment

    init(_ reader: FilmReader, _ frame: Frame) {
        index = reader.index
        rate = FilmRate(reader.index, stated: reader.statedRates)
        sound = reader.sound
        let missing = reader.index.missingStart
        let pictures = missing == 1 ? "1 picture needs" : "\(missing) pictures need"
        let start =
            missing > 0
            ? "at the beginning \(pictures) others that are not in the film: left out" : nil
        notices =
            [start, rate.notice, reader.notice].compactMap(\.self) + Self.notices(frame)
        accompaniment = reader.accompaniment
    }

    /// The source's properties.
    ///
    /// - Parameters:
    ///   - size: of its pictures, upright.
    ///   - hasAlpha: whether they may be transparent.
    func properties(
        path: String, size: Size, hasAlpha: Bool, notices: [String]
    ) -> SourceProperties {
        SourceProperties(
            path: path, width: size.width, height: size.height, frameRate: rate.rate,
            frameCount: rate.frameCount, isStill: false, hasAlpha: hasAlpha, sound: sound,
            accompaniment: accompaniment, notices: self.notices + notices, index: index)
    }

    private static func notices(_ frame: Frame) -> [String] {
        av_frame_get_side_data(frame.pointer, AV_FRAME_DATA_ICC_PROFILE) == nil
            ? [] : ["the colour profile is ignored, sRGB assumed"]
    }
}
