import Imaging

extension PNGChunks {
    /// What the file says of its colours, by the precedence of section 4.3 of the specification: `cICP`,
    /// then a profile, `sRGB`, and last `gAMA` with `cHRM`.
    ///
    /// A `cICP` of codes that are not known, or for Y′CbCr or limited range, is passed over.
    ///
    /// - Parameter profile: the content of `iCCP`, nil where there is none that can be read.
    func colours(profile: [UInt8]?) -> PictureColours {
        if let encoding = codedEncoding { return .encoding(encoding) }
        if hasProfile { return .profile(profile ?? []) }
        if isSRGB { return .sRGB }
        guard gamma != nil || chromaticities != nil else { return .sRGB }
        return .encoding(
            ColourEncoding(
                chromaticities: chromaticities ?? .bt709,
                transfer: gamma.map { .power(1 / $0) } ?? .sRGB))
    }

    private var codedEncoding: ColourEncoding? {
        guard let codes, codes[2] == 0, codes[3] == 1,
            let chromaticities = Chromaticities(code: codes[0]),
            let transfer = TransferCurve(code: codes[1])
        else { return nil }
        return ColourEncoding(chromaticities: chromaticities, transfer: transfer)
    }

    /// Whether there is a `cICP` that cannot be honoured.
    var hasUnknownCodes: Bool { codes != nil && codedEncoding == nil }
}
