extension PlotDrawing {
    /// As SVG 1.1.
    var svg: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
        viewBox="0 0 \(width) \(height)" font-family="Helvetica, Arial, sans-serif">
        <title>\(title.inXML)</title>
        <rect width="\(width)" height="\(height)" fill="#ffffff"/>
        \(shapes.map(\.svg).joined(separator: "\n"))
        </svg>

        """
    }
}

extension PlotShape {
    fileprivate var svg: String {
        switch self {
        case .line(let points, let colour, let width):
            "<polyline points=\"\(Self.list(points))\" fill=\"none\" stroke=\"\(colour.svg)\" "
                + "stroke-width=\"\(width.short)\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        case .area(let points, let colour, let opacity):
            "<polygon points=\"\(Self.list(points))\" fill=\"\(colour.svg)\" "
                + "fill-opacity=\"\(opacity.short)\"/>"
        case .text(let text, let place, let colour, let size, let anchor):
            "<text x=\"\(place.x.short)\" y=\"\(place.y.short)\" fill=\"\(colour.svg)\" "
                + "font-size=\"\(size.short)\" text-anchor=\"\(anchor.rawValue)\">\(text.inXML)</text>"
        }
    }

    private static func list(_ points: [Point]) -> String {
        points.map { "\($0.x.short),\($0.y.short)" }.joined(separator: " ")
    }
}

extension PlotShape.Colour {
    fileprivate var svg: String {
        let digits = String(code, radix: 16)
        return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

extension Double {
    /// Hundredths, without needless zeros.
    fileprivate var short: String {
        let rounded = (self * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
