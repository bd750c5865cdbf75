import COpenEXR
import Files
import Imaging

/// Reads OpenEXR pictures: half or float, R, G and B or Y, with or without A, scan lines or tiles.
///
/// The samples are linear light and become sRGB-encoded by the inverse curve, odd below 0 and going on
/// beyond 1.  Colours are premultiplied in OpenEXR and become straight ones; light where A is 0 is lost.
/// The picture is the display window; what is stored outside it is cut, what is missing is black, and
/// transparent where the file has A.
enum EXRReader {
    /// The picture in a file, and what should be said of it.
    static func read(_ file: RegularFile) throws -> (image: Image, notices: [String]) {
        let exr = try EXRFile(file)
        let names = try channels(of: exr)
        try checkCompression(of: exr)
        var decoder = try EXRDecoder(exr, channels: names)
        try decoder.decode()
        try file.throwIfReadingFailed()
        var image = try colours(decoder.planes, of: exr)
        let alpha = names.last == "A" ? try alpha(decoder.planes, of: exr) : nil
        if let alpha { image.divideColours(by: alpha) }
        var notices: [String] = []
        if let chromaticities = chromaticities(of: exr), !chromaticities.isBT709 {
            if let matrix = chromaticities.toBT709 {
                image.multiplyColours(by: matrix)
                notices.append("the colours are converted to sRGB by the picture's chromaticities")
            } else {
                notices.append("the chromaticities are impossible and are ignored, Rec.709 assumed")
            }
        }
        image.encodeLight()
        do {
            return (try StraightImage(colours: image, alpha: alpha).image(), notices)
        } catch let error as ImagingError {
            throw MediaError.badInput(
                place: file.path, found: "\(error)", expected: "a picture of a usual size")
        }
    }

    /// Whether a file has a channel of alpha.
    static func hasAlpha(_ exr: EXRFile) throws -> Bool { try channels(of: exr).last == "A" }

    /// The names of the channels to read: three, or one for grey, and alpha where there is some.
    private static func channels(of exr: EXRFile) throws -> [String] {
        let place = exr.file.path
        var list: UnsafePointer<exr_attr_chlist_t>?
        try EXRFile.check(exr_get_channels(exr.context, 0, &list), place)
        guard let list = list?.pointee, let entries = list.entries else {
            throw EXRFile.damaged(place, "no channels")
        }
        let all = (0..<Int(list.num_channels)).map { entries[$0] }
        func name(_ entry: exr_attr_chlist_entry_t) -> String {
            entry.name.str.map { String(cString: $0) } ?? ""
        }
        let names = all.map(name)
        let isColoured = ["R", "G", "B"].allSatisfy(names.contains)
        let chosen = (isColoured ? ["R", "G", "B"] : ["Y"]) + (names.contains("A") ? ["A"] : [])
        let used = all.filter { chosen.contains(name($0)) }
        let isSubsampled = names.contains("RY") || names.contains("BY")
        guard used.count == chosen.count, isColoured || !isSubsampled,
            used.allSatisfy({
                $0.pixel_type != EXR_PIXEL_UINT && $0.x_sampling == 1 && $0.y_sampling == 1
            })
        else {
            let found = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
            throw MediaError.badInput(
                place: place, found: "channels \(found)",
                expected: "R, G and B, or Y, and perhaps A, of half or float and in full resolution"
            )
        }
        return chosen
    }

    /// Refuses B44 with channels of float, which OpenEXR 3.1's core decodes to wrong values without a word.
    private static func checkCompression(of exr: EXRFile) throws {
        let place = exr.file.path
        var compression = EXR_COMPRESSION_NONE
        try EXRFile.check(exr_get_compression(exr.context, 0, &compression), place)
        guard [EXR_COMPRESSION_B44, EXR_COMPRESSION_B44A].contains(compression) else { return }
        var list: UnsafePointer<exr_attr_chlist_t>?
        try EXRFile.check(exr_get_channels(exr.context, 0, &list), place)
        let count = Int(list?.pointee.num_channels ?? 0)
        let isHalf = (0..<count).allSatisfy {
            list?.pointee.entries?[$0].pixel_type == EXR_PIXEL_HALF
        }
        guard !isHalf else { return }
        throw MediaError.badInput(
            place: place, found: "channels of float compressed by B44",
            expected: "channels of half, or another compression")
    }

    private static func chromaticities(of exr: EXRFile) -> Chromaticities? {
        var values = exr_attr_chromaticities_t()
        let code = exr_attr_get_chromaticities(exr.context, 0, "chromaticities", &values)
        guard code == 0 else { return nil }
        func point(_ x: Float, _ y: Float) -> Chromaticities.Point { .init(Double(x), Double(y)) }
        return Chromaticities(
            red: point(values.red_x, values.red_y), green: point(values.green_x, values.green_y),
            blue: point(values.blue_x, values.blue_y), white: point(values.white_x, values.white_y))
    }

    private static func colours(_ planes: [Float], of exr: EXRFile) throws -> Image {
        let stored = exr.data.width * exr.data.height
        // Grey has one plane for all three.
        let step = planes.count < 3 * stored ? 0 : stored
        return try shown(planes, of: exr, channels: (0..<3).map { $0 * step })
    }

    /// The last plane, within 0…1.
    private static func alpha(_ planes: [Float], of exr: EXRFile) throws -> [Float] {
        let last = planes.count - exr.data.width * exr.data.height
        return try shown(planes, of: exr, channels: [last]).samples.map {
            $0.isNaN ? 0 : max(0, min(1, $0))
        }
    }

    /// The display window's part of planes of the data window.
    ///
    /// - Parameter channels: where the plane of each begins.
    private static func shown(
        _ planes: [Float], of exr: EXRFile, channels: [Int]
    ) throws -> Image {
        let (data, display) = (exr.data, exr.display)
        var image = try Image(
            width: display.width, height: display.height, channels: channels.count)
        let columns = (data.left..<data.right + 1).clamped(to: display.left..<display.right + 1)
        let rows = (data.top..<data.bottom + 1).clamped(to: display.top..<display.bottom + 1)
        let plane = image.planeCount
        image.samples.withUnsafeMutableBufferPointer { samples in
            planes.withUnsafeBufferPointer { source in
                for (c, start) in channels.enumerated() {
                    for y in rows {
                        let from = start + (y - data.top) * data.width - data.left
                        let to = c * plane + (y - display.top) * display.width - display.left
                        for x in columns { samples[to &+ x] = source[from &+ x] }
                    }
                }
            }
        }
        return image
    }
}

extension Image {
    /// Straight colours from premultiplied ones; 0 where nothing is visible.
    fileprivate mutating func divideColours(by alpha: [Float]) {
        let plane = planeCount
        samples.withUnsafeMutableBufferPointer { samples in
            alpha.withUnsafeBufferPointer { alpha in
                for i in samples.indices {
                    let alpha = alpha[i % plane]
                    samples[i] = alpha > 0 ? samples[i] / alpha : 0
                }
            }
        }
    }

    /// Linear colours of other primaries as BT.709's.
    mutating func multiplyColours(by matrix: Matrix3) {
        let columns = (0..<3).map { SIMD3<Double>(matrix.column($0)) }
        let plane = planeCount
        samples.withUnsafeMutableBufferPointer { samples in
            for i in 0..<plane {
                let light =
                    Double(samples[i]) * columns[0] + Double(samples[i &+ plane]) * columns[1]
                    + Double(samples[i &+ 2 &* plane]) * columns[2]
                for c in 0..<3 { samples[i &+ c &* plane] = Float(light[c]) }
            }
        }
    }

    /// Linear light as sRGB-encoded samples, odd below 0; NaN becomes 0, and what is beyond half floats
    /// their largest value.
    mutating func encodeLight() {
        let largest: Double = 65504
        samples.withUnsafeMutableBufferPointer { samples in
            for i in samples.indices {
                let light = Double(samples[i])
                let bounded = light.isNaN ? 0 : max(-largest, min(largest, light))
                samples[i] = Float(TransferCurve.encoded(bounded))
            }
        }
    }
}
