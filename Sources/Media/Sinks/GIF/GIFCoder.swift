import Imaging

/// Turns frames into the images of a GIF: what has changed since it was drawn, in the colours of a palette.
///
/// A pixel whose colour has hardly changed since it was drawn stays as it is: still parts do not crawl, and
/// take no bytes.  The dither is ordered and fixed, for the same reason.
struct GIFCoder {
    /// What may be given up for a smaller file.
    struct Settings: Equatable {
        /// Colours of a palette, one of them transparent: 4…256, a power of two.
        var colours = 256
        /// Levels of 255 by which a pixel may differ from when it was drawn.
        var tolerance = 2
    }

    /// An image, which is laid over what is there.
    struct Picture {
        var left = 0
        var top = 0
        var width = 1
        var height = 1
        /// Into the palette; its number of colours stands for transparent.
        var indices: [UInt8] = []
    }

    private let (width, height): (Int, Int)
    private let settings: Settings
    /// The frames' colours when each pixel was drawn, and the palettes' colours that are shown.
    private var drawn: [UInt8]
    private var shown: [UInt8]
    private var isFirst = true

    init(width: Int, height: Int, _ settings: Settings) {
        (self.width, self.height, self.settings) = (width, height, settings)
        drawn = [UInt8](repeating: 0, count: 3 * width * height)
        shown = drawn
    }

    /// The image that shows a frame.
    ///
    /// - Parameters:
    ///   - rgb: interleaved, without gaps.
    ///   - palette: of the frame's scene, of fewer colours than the settings'.
    mutating func picture(of rgb: [UInt8], _ palette: inout Palette) -> Picture {
        let transparent = UInt8(settings.colours - 1)
        let offsets = Self.offsets(palette)
        let levels = palette.colours.map { SIMD4<Int32>($0) }
        var indices = [UInt8](repeating: transparent, count: width * height)
        var (left, right, top, bottom) = (width, -1, height, -1)
        for y in 0..<height {
            for x in 0..<width {
                let pixel = y &* width &+ x
                let place = 3 &* pixel
                if !isFirst, isKept(rgb, at: place) { continue }
                let offset = offsets[(y & 7) << 3 | x & 7]
                let index = palette.index(
                    clipped(Int(rgb[place]) &+ offset), clipped(Int(rgb[place &+ 1]) &+ offset),
                    clipped(Int(rgb[place &+ 2]) &+ offset))
                let level = levels[index]
                if !isFirst, isNoWorse(rgb, at: place, than: level) { continue }
                indices[pixel] = UInt8(index)
                for c in 0..<3 {
                    drawn[place &+ c] = rgb[place &+ c]
                    shown[place &+ c] = UInt8(truncatingIfNeeded: level[c])
                }
                (left, right) = (min(left, x), max(right, x))
                (top, bottom) = (min(top, y), y)
            }
        }
        isFirst = false
        guard right >= 0 else { return Picture(indices: [transparent]) }
        return cropped(indices, left, top, right - left + 1, bottom - top + 1)
    }

    /// Whether a pixel's colour has hardly changed since it was drawn.
    @inline(__always)
    private func isKept(_ rgb: [UInt8], at place: Int) -> Bool {
        let tolerance = settings.tolerance
        return abs(Int(rgb[place]) &- Int(drawn[place])) <= tolerance
            && abs(Int(rgb[place &+ 1]) &- Int(drawn[place &+ 1])) <= tolerance
            && abs(Int(rgb[place &+ 2]) &- Int(drawn[place &+ 2])) <= tolerance
    }

    /// Whether what is shown is at least as near to a pixel's colour as another colour is.
    @inline(__always)
    private func isNoWorse(_ rgb: [UInt8], at place: Int, than level: SIMD4<Int32>) -> Bool {
        let colour = SIMD4<Int32>(
            Int32(rgb[place]), Int32(rgb[place &+ 1]), Int32(rgb[place &+ 2]), 0)
        let now = SIMD4<Int32>(
            Int32(shown[place]), Int32(shown[place &+ 1]), Int32(shown[place &+ 2]), 0)
        return Self.distance(now, colour) <= Self.distance(level, colour)
    }

    @inline(__always)
    private static func distance(_ a: SIMD4<Int32>, _ b: SIMD4<Int32>) -> Int32 {
        let difference = a &- b
        return (difference &* difference).wrappedSum()
    }

    private func cropped(
        _ indices: [UInt8], _ left: Int, _ top: Int, _ columns: Int, _ rows: Int
    ) -> Picture {
        guard columns < width || rows < height else {
            return Picture(left: 0, top: 0, width: width, height: height, indices: indices)
        }
        var part: [UInt8] = []
        part.reserveCapacity(columns * rows)
        for y in top..<top + rows {
            part += indices[y * width + left..<y * width + left + columns]
        }
        return Picture(left: left, top: top, width: columns, height: rows, indices: part)
    }

    @inline(__always)
    private func clipped(_ level: Int) -> Int { min(max(level, 0), 255) }

    /// The ordered dither over a part of the distance between the palette's colours: a wider one would hide
    /// the steps better, and show itself.
    private static func offsets(_ palette: Palette) -> [Int] {
        let span = palette.spacing * ditherStrength
        return Quantisation.OrderedDither.rows.flatMap { row in
            (0..<8).map { Int((row[$0] * span).rounded()) }
        }
    }

    private static let ditherStrength: Float = 0.35
}
