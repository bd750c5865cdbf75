import CFFmpeg
import Files
import Formats
import Imaging
import Timelines

/// The options that an encoder has.
struct EncoderOptions {
    private let encoder: UnsafePointer<AVCodec>
    private let place: String

    /// What the program itself decides: the same bytes everywhere, and tags that are true.
    private static let kept = [
        "threads", "thread_type", "flags", "flags2", "color_primaries", "colorspace", "color_range",
        "chroma_sample_location",
    ]

    init(_ codec: FilmCodec, place: String) throws {
        self.place = place
        encoder = try VideoEncoder.find(codec, place: place)
    }

    /// Throws ``MediaError/unsuitable(place:found:expected:)`` for an option that the encoder does not
    /// have, or a value that it does not take.
    func check(_ film: FilmSettings, _ rate: FrameRate) throws {
        guard !film.options.isEmpty else { return }
        let names = names
        let encoder = String(cString: encoder.pointee.name)
        for name in film.options.keys.sorted() {
            guard !Self.kept.contains(name) else {
                throw MediaError.unsuitable(
                    place: place, found: "option \(name.quoted)",
                    expected: "another: the program sets this one itself")
            }
            guard names.contains(name) else {
                throw MediaError.unsuitable(
                    place: place, found: "option \(name.quoted)",
                    expected: "an option of FFmpeg's \(encoder)"
                        + didYouMean(nearestName(to: name, in: names))
                        + "; 'ffmpeg -h encoder=\(encoder)' lists them")
            }
        }
        // Values are taken when the encoder opens.
        let size = Size(width: 256, height: 256)
        _ = try VideoEncoder(
            film, size: size, layout: VideoPlanes.Layout(film, hasAlpha: false), frameRate: rate,
            transfer: AVCOL_TRC_BT709, globalHeader: true, place: place)
    }

    /// The encoder's own, and those that FFmpeg has for all encoders of video.
    private var names: [String] {
        var own = encoder.pointee.priv_class
        var general = avcodec_get_class()
        return Self.names(&own) + Self.names(&general)
    }

    /// Options are found through a pointer to their class.
    private static func names(_ description: inout UnsafePointer<AVClass>?) -> [String] {
        guard description != nil else { return [] }
        let wanted = AV_OPT_FLAG_ENCODING_PARAM | AV_OPT_FLAG_VIDEO_PARAM
        return withUnsafeMutablePointer(to: &description) { object in
            var names: [String] = []
            var option: UnsafePointer<AVOption>?
            while let next = av_opt_next(object, option) {
                option = next
                guard next.pointee.type != AV_OPT_TYPE_CONST,
                    next.pointee.flags & wanted == wanted
                else { continue }
                names.append(String(cString: next.pointee.name))
            }
            return names
        }
    }
}
