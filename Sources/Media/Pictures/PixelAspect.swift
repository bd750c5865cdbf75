import CFFmpeg
import Imaging

/// The shape of a film's pixels, and the scaling that makes them square.
///
/// The side that loses nothing grows: the width where pixels are wider than high, else the height.
struct PixelAspect {
    /// What a user should hear of; nil for square pixels.
    let notice: String?

    /// Width to height of a pixel; 1:1 where nothing is scaled.
    private let ratio: (width: Int, height: Int)

    /// The aspect that the container states, or else the codec.
    ///
    /// Pictures are never scaled, and neither are films of pictures (GIF, PNG): what they have is a
    /// print density as a rule, and no viewer scales by it.  Nor are pixels within 1 % of square, which
    /// programs state where they rounded a width, as 640:639 for 852×480.
    init(_ stream: UnsafeMutablePointer<AVStream>, _ frame: Frame, isPicture: Bool) {
        let stated = av_guess_sample_aspect_ratio(nil, stream, frame.pointer)
        let picture = frame.pointer.pointee
        let size = Size(width: Int(picture.width), height: Int(picture.height))
        let (width, height) = (Int(stated.num), Int(stated.den))
        guard width > 0, height > 0, abs(width - height) * 100 > height else {
            (ratio, notice) = ((1, 1), nil)
            return
        }
        let words = "pixels of aspect \(width):\(height)"
        let codec = stream.pointee.codecpar.pointee.codec_id
        let squared = Self.squared(size, by: (width, height))
        if isPicture || Self.isOfPictures(codec) {
            (ratio, notice) = ((1, 1), "\(words) are taken as square")
        } else if width > 8 * height || height > 8 * width {
            (ratio, notice) = ((1, 1), "\(words) cannot be meant and are taken as square")
        } else if !Self.isPossible(squared) {
            let reason = "\(squared) would be too large"
            (ratio, notice) = ((1, 1), "\(words) are taken as square: \(reason)")
        } else {
            ratio = (width, height)
            notice = "\(words) are made square: \(size) becomes \(squared)"
        }
    }

    private static func isPossible(_ size: Size) -> Bool {
        let count = try? Image.sampleCount(width: size.width, height: size.height, channels: 3)
        return count != nil
    }

    private static func isOfPictures(_ codec: AVCodecID) -> Bool {
        [AV_CODEC_ID_GIF, AV_CODEC_ID_PNG, AV_CODEC_ID_APNG, AV_CODEC_ID_WEBP].contains(codec)
    }

    /// A stored picture with square pixels.  Throws ``ImagingError`` for one that becomes too large, which
    /// the first cannot.
    func squared(_ image: Image) throws -> Image {
        try image.resized(to: Self.squared(image.size, by: ratio))
    }

    private static func squared(_ size: Size, by ratio: (width: Int, height: Int)) -> Size {
        func scaled(_ side: Int, _ factor: Int, _ divisor: Int) -> Int {
            Int((Double(side) * Double(factor) / Double(divisor)).rounded())
        }
        return ratio.width > ratio.height
            ? Size(width: scaled(size.width, ratio.width, ratio.height), height: size.height)
            : Size(width: size.width, height: scaled(size.height, ratio.height, ratio.width))
    }
}
