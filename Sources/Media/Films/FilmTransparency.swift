import CFFmpeg
import Files
import Imaging

/// Whether a film may be transparent where its first picture is not.
enum FilmTransparency {
    /// Whether the layout of a film's pictures has alpha; where the layout does not tell, because it is FFmpeg's for
    /// all films of a codec, whether any picture is transparent.
    ///
    /// - Parameters:
    ///   - stream: of the film.
    ///   - frame: a picture of it.
    static func isThere(
        in file: RegularFile, _ index: FilmIndex, _ stream: UnsafeMutablePointer<AVStream>,
        _ frame: Frame, _ damage: DamageHandling
    ) throws -> Bool {
        let format = AVPixelFormat(frame.pointer.pointee.format)
        guard let flags = av_pix_fmt_desc_get(format)?.pointee.flags else { return false }
        let isPalette = flags & UInt64(AV_PIX_FMT_FLAG_PAL) != 0
        let isGIF = stream.pointee.codecpar.pointee.codec_id == AV_CODEC_ID_GIF
        guard isPalette || isGIF else { return flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 }
        // Of its own, as a file has one place where reading goes on.
        let reader = try FilmReader(.media(file.path), index, damage: damage)
        let picture = try Frame(place: file.path)
        var pictures: FilmPictures?
        while try reader.read(into: picture) != nil {
            let maker =
                try pictures
                ?? FilmPictures(
                    for: picture, of: reader.stream, isPicture: false,
                    place: file.path)
            pictures = maker
            if try maker.picture(of: picture).image.hasAlpha { return true }
        }
        return false
    }
}
