import CFFmpeg
import Timelines

/// How FFmpeg writes a container.
public struct Muxing: Sendable {
    /// As messages name it.
    let title: String
    /// FFmpeg's name of the muxer.
    let muxer: String
    /// The muxer's options.
    var options: [(String, String)] = []
    /// FFmpeg's name of the tag that carries a recipe.
    let recipeTag: String
    /// Whether tags are written before the first frame and not again.
    var keepsFirstTags = false
    /// Whether it is of MP4's family: times are exact, and an edit list leaves out what a decoder of sound
    /// needs before the first picture.
    var isQuickTime = false
    /// The transfer that Y′CbCr is tagged with: the pictures' own, sRGB's (13 of ISO/IEC 23091-2), unless
    /// the container is one that goes to editing programs, which expect BT.709's.
    var transfer = AVCOL_TRC_IEC61966_2_1
    /// Whether times are counted in milliseconds, to which they are rounded.
    var roundsTimes = false
    /// Sound that is copied into it.
    let sounds: [AVCodecID]
    /// What other sound is written as.
    let soundCodec: SoundCodec
    /// The only rate of its sound, samples a second; nil for any that the codec has.
    var soundRate: Int64?
    /// Subtitles that are copied into it.
    var subtitles: [AVCodecID] = []
    /// FFmpeg's name of the encoder that writes the text of others; nil where none is held.
    var subtitleEncoder: String?
}

extension Muxing {
    /// What happens to sound.
    func handling(of sound: Sound) -> SoundHandling {
        guard sounds.contains(where: { String(cString: avcodec_get_name($0)) == sound.codec })
        else {
            return .encoded(as: soundCodec.title, reason: "\(title) cannot hold \(sound.codec)")
        }
        guard sound.speed == .own else {
            return .encoded(as: soundCodec.title, reason: "its speed changes")
        }
        guard isQuickTime || sound.start == .zero else {
            return .encoded(
                as: soundCodec.title, reason: "\(title) cannot begin within a packet of it")
        }
        return .copied
    }

    /// The sound, copied where the container holds it.
    func track(for sound: Sound) throws -> any SideTrack {
        let reader = try SoundReader(sound)
        switch handling(of: sound) {
        case .copied: return SoundCopy(reader, into: title, hasEditLists: isQuickTime)
        case .encoded:
            let encoder = try SoundEncoder(
                soundCodec, like: reader.parameters.pointee, rate: soundRate, place: reader.place)
            return try SoundEncoding(reader, encoder, speed: sound.speed)
        }
    }

    /// The subtitles, copied where the container holds them, their text written anew where it holds that; nil where
    /// it holds neither.
    func track(for subtitles: Subtitles) throws -> (any SideTrack)? {
        let isHeld = self.subtitles.contains {
            String(cString: avcodec_get_name($0)) == subtitles.codec
        }
        if isHeld {
            return SubtitleCopy(try SubtitleReader(subtitles), into: title, text: nil)
        }
        guard subtitles.kind == .text, let subtitleEncoder else { return nil }
        let reader = try SubtitleReader(subtitles)
        let text = try SubtitleText(reader, as: subtitleEncoder)
        return SubtitleCopy(reader, into: title, text: text)
    }
}
