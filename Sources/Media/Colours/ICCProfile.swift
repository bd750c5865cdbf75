import CLCMS
import Imaging

/// An ICC profile that a picture carries, applied with Little CMS.
///
/// Colours are converted to sRGB in floats with the perceptual intent and no further flags, which is
/// what Pillow's ImageCms does by default.  Profiles of RGB made of curves and a matrix, as those of
/// cameras and screens, have one conversion for all intents, with black kept black; where a profile has
/// tables, the perceptual one keeps gradations that clipping would lose, and Little CMS compensates the
/// black point of version 4 itself.
final class ICCProfile {
    /// The result of applying a profile.
    enum Outcome {
        /// The colours are sRGB already, within a level of 255.
        case sRGB
        /// The samples have been converted.
        case converted
        /// The profile cannot be used; the reason, for a notice.
        case unusable(String)
    }

    /// The largest profile that is read, in bytes.
    static let maximumSize = 16 << 20

    private let context: cmsContext
    private let transform: cmsHTRANSFORM
    /// Samples of a pixel before the conversion: 1 or 3.
    private let channels: Int

    /// Converts the samples of a picture of three channels, clipped to 0…1, unless its profile is sRGB's
    /// or cannot be used.
    static func apply(_ bytes: UnsafeRawBufferPointer, to image: inout Image) -> Outcome {
        guard bytes.count <= maximumSize else { return .unusable("is too large") }
        guard let context = cmsCreateContext(nil, nil) else { return .unusable("needs memory") }
        let made = transform(bytes, context)
        guard case .success(let (transform, channels)) = made else {
            cmsDeleteContext(context)
            if case .failure(let fault) = made { return .unusable(fault.reason) }
            return .unusable("is damaged")
        }
        let profile = ICCProfile(context, transform, channels)
        if profile.isSRGB { return .sRGB }
        profile.convert(&image)
        return .converted
    }

    private struct Fault: Error {
        let reason: String
    }

    private init(_ context: cmsContext, _ transform: cmsHTRANSFORM, _ channels: Int) {
        (self.context, self.transform, self.channels) = (context, transform, channels)
    }

    deinit {
        cmsDeleteTransform(transform)
        cmsDeleteContext(context)
    }

    private static func transform(
        _ bytes: UnsafeRawBufferPointer, _ context: cmsContext
    ) -> Result<(cmsHTRANSFORM, Int), Fault> {
        let count = cmsUInt32Number(bytes.count)
        guard let profile = cmsOpenProfileFromMemTHR(context, bytes.baseAddress, count) else {
            return .failure(Fault(reason: "is damaged"))
        }
        defer { cmsCloseProfile(profile) }
        let channels: Int
        switch cmsGetColorSpace(profile) {
        case cmsSigRgbData: channels = 3
        case cmsSigGrayData: channels = 1
        case cmsSigCmykData: return .failure(Fault(reason: "is for CMYK"))
        default: return .failure(Fault(reason: "is not for RGB or grey"))
        }
        guard let sRGB = cmsCreate_sRGBProfileTHR(context) else {
            return .failure(Fault(reason: "needs memory"))
        }
        defer { cmsCloseProfile(sRGB) }
        let format = channels == 3 ? segue_lcms_rgb_float : segue_lcms_gray_float
        let transform = cmsCreateTransformTHR(
            context, profile, format, sRGB, segue_lcms_rgb_float,
            cmsUInt32Number(INTENT_PERCEPTUAL), segue_lcms_no_cache)
        guard let transform else { return .failure(Fault(reason: "is damaged")) }
        return .success((transform, channels))
    }

    /// Whether the conversion moves no colour of a 9×9×9 grid, and no grey, by more than a level of 255.
    private var isSRGB: Bool {
        let steps = (0..<9).map { Float($0) / 8 }
        let greys = (0...255).flatMap { [Float](repeating: Float($0) / 255, count: 3) }
        let grid = steps.flatMap { red in
            steps.flatMap { green in steps.flatMap { [red, green, $0] } }
        }
        let colours = channels == 1 ? greys : greys + grid
        let pixels = channels == 1 ? (0...255).map { Float($0) / 255 } : colours
        var converted = [Float](repeating: 0, count: colours.count)
        cmsDoTransform(transform, pixels, &converted, cmsUInt32Number(colours.count / 3))
        return zip(colours, converted).allSatisfy { abs($0 - $1) <= 1 / 255 }
    }

    /// Row by row, because Little CMS counts pixels with 32 bits.
    private func convert(_ image: inout Image) {
        let (width, height, plane) = (image.width, image.height, image.planeCount)
        var row = [Float](repeating: 0, count: width * channels)
        var converted = [Float](repeating: 0, count: width * 3)
        image.samples.withUnsafeMutableBufferPointer { samples in
            for y in 0..<height {
                let start = y * width
                for x in 0..<width {
                    for c in 0..<channels {
                        row[x &* channels &+ c] = samples[start &+ x &+ c &* plane]
                    }
                }
                cmsDoTransform(transform, row, &converted, cmsUInt32Number(width))
                for x in 0..<width {
                    for c in 0..<3 {
                        let value = converted[x &* 3 &+ c]
                        // Also a NaN becomes 0.
                        samples[start &+ x &+ c &* plane] = value > 0 ? min(value, 1) : 0
                    }
                }
            }
        }
    }
}
