import CFFmpeg
import Files
public import Formats
import Imaging
public import Timelines

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
        guard let fault = try faults(film, rate).first?.fault else { return }
        throw MediaError.unsuitable(
            place: place, found: fault.found, expected: fault.expected)
    }

    /// All options that the encoder does not have, and all values that it does not take.
    ///
    /// - Throws: ``MediaError/outOfMemory(place:call:)``.
    func faults(_ film: FilmSettings, _ rate: FrameRate) throws -> [OptionFault] {
        let names = names
        var (faults, rest): ([OptionFault], [String: String]) = ([], [:])
        for (name, value) in film.options.sorted(by: { $0.key < $1.key }) {
            if let fault = fault(ofName: name, names) {
                faults.append(OptionFault(.name(name), fault))
            } else if let fault = film.x264Fault(name) {
                faults.append(OptionFault(.value(name), fault))
            } else {
                rest[name] = value
            }
        }
        // Some are right only together, such as a bound and a value within it.
        guard !rest.isEmpty, let refusal = try refusal(of: rest, film, rate) else { return faults }
        let alone = try rest.sorted { $0.key < $1.key }.compactMap { name, value in
            try self.refusal(of: [name: value], film, rate).map {
                OptionFault(.value(name), $0)
            }
        }
        return faults + (alone.isEmpty ? [OptionFault(.all, refusal)] : alone)
    }

    private func fault(ofName name: String, _ names: [String]) -> FormatFault? {
        let found = "option \(name.quoted)"
        guard !Self.kept.contains(name) else {
            return FormatFault(found: found, expected: "another: the program sets this one itself")
        }
        guard !names.contains(name) else { return nil }
        let encoder = String(cString: encoder.pointee.name)
        return FormatFault(
            found: found,
            expected: "an option of FFmpeg's \(encoder)"
                + didYouMean(nearestName(to: name, in: names))
                + "; 'ffmpeg -h encoder=\(encoder)' lists them")
    }

    /// What the encoder says of options when it opens; nil where it takes them.
    private func refusal(
        of options: [String: String], _ film: FilmSettings, _ rate: FrameRate
    ) throws -> FormatFault? {
        let film = FilmSettings(
            film.codec, bits: film.bits, quality: film.quality, options: options)
        do {
            _ = try VideoEncoder(
                film, size: Size(width: 256, height: 256),
                layout: VideoPlanes.Layout(film, hasAlpha: false), frameRate: rate,
                transfer: AVCOL_TRC_BT709, globalHeader: true, place: place)
            return nil
        } catch MediaError.unsuitable(_, let found, let expected) {
            return FormatFault(found: found, expected: expected)
        }
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

extension OutputFormat {
    /// What is wrong with the options of its encoder; nothing where there is no encoder, which is found
    /// when the plan is made.
    public func optionFaults(at rate: FrameRate) -> [OptionFault] {
        guard let film, !film.options.isEmpty,
            let options = try? EncoderOptions(film.codec, place: "")
        else { return [] }
        return (try? options.faults(film, rate)) ?? []
    }

    /// How its film is encoded; nil for other formats.
    private var film: FilmSettings? {
        switch self {
        case .mp4(let format): format.film
        case .mov(let format): format.film
        case .mxf(let format): format.film
        case .mkv(let format): format.film
        case .webm(let format): format.film
        case .gif, .png, .tiff, .exr, .jpeg, .webp, .animatedWebP, .apng, .y4m: nil
        }
    }
}
