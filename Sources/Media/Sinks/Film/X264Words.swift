import Files
import Formats

/// What x264 takes only from lists of its own (x264.h, core 164).
///
/// Of other words it complains on the standard error, whatever becomes of its messages otherwise.
extension FilmSettings {
    private static let profiles = ["baseline", "main", "high", "high10", "high422", "high444"]

    /// The fastest first; their numbers, 0 to 9, mean the same.
    private static let presets = [
        "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower",
        "veryslow", "placebo",
    ]

    /// Tunings of what is seen, of which one can be chosen.
    private static let psychovisualTunings = [
        "film", "animation", "grain", "stillimage", "psnr", "ssim", "touhou",
    ]

    private static let tunings = psychovisualTunings + ["fastdecode", "zerolatency"]

    /// What is wrong with the value of one of the options, for H.264; nil for nothing, and for options that
    /// have no list.
    func x264Fault(_ option: String) -> FormatFault? {
        guard codec == .h264, let value = options[option]?.lowercased() else { return nil }
        switch option {
        case "profile": return profileFault(value)
        case "preset":
            if let number = Int(value), Self.presets.indices.contains(number) { return nil }
            return Self.fault(option, [value], Self.presets)
        case "tune":
            let words = value.split(whereSeparator: ",./-+".contains).map(String.init)
            if let fault = Self.fault(option, words, Self.tunings) { return fault }
            guard words.count(where: Self.psychovisualTunings.contains) > 1 else { return nil }
            return FormatFault(
                found: "tune \(value.quoted)",
                expected: "one of \(Self.psychovisualTunings.listed)")
        default: return nil
        }
    }

    private func profileFault(_ profile: String) -> FormatFault? {
        if let fault = Self.fault("profile", [profile], Self.profiles) { return fault }
        guard isLossless, profile != "high444" else { return nil }
        return FormatFault(
            found: "profile \(profile.quoted) without loss",
            expected: "high444, or a quality of 1 or more")
    }

    private static func fault(
        _ option: String, _ words: [String], _ known: [String]
    ) -> FormatFault? {
        guard let unknown = words.first(where: { !known.contains($0) }) else { return nil }
        return FormatFault(
            found: "\(option) \(unknown.quoted)",
            expected: known.listed + didYouMean(nearestName(to: unknown, in: known)))
    }

    /// Whether x264 keeps every bit, at a constant quality or quantiser below 1.
    private var isLossless: Bool {
        let quality = options["crf"].map { Double($0) ?? 1 } ?? Double(self.quality)
        return quality >= 0 ? quality < 1 : options["qp"].flatMap { Int($0) } == 0
    }
}
