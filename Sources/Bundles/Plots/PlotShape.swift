/// What a plot is made of, in pixels from the top left; later shapes lie over earlier ones.
enum PlotShape {
    /// A place of the plot.
    struct Point {
        let x: Double
        let y: Double

        init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    /// sRGB, a byte each: 0x0072B2.
    struct Colour {
        let code: UInt32

        init(_ code: UInt32) { self.code = code }

        /// Red, green, blue, 0…1.
        var channels: [Float] { [16, 8, 0].map { Float(code >> $0 & 255) / 255 } }
    }

    /// The end of a text that is at its place.
    enum Anchor: String { case start, middle, end }

    /// A line through points; its ends and corners are round.
    case line([Point], Colour, width: Double)
    /// An area inside a line, which is closed, laid over what is there.
    case area([Point], Colour, opacity: Double)
    /// A line of text whose letters stand on a place, `size` pixels from line to line.
    case text(String, Point, Colour, size: Double, Anchor)
}

/// A plot to be drawn in any form.
struct PlotDrawing {
    /// Pixels.
    let width: Int
    /// Pixels.
    let height: Int
    let shapes: [PlotShape]
    /// For readers that show no picture.
    let title: String
}
