/// The primaries and the white of a colour space, as CIE 1931 x and y.
struct Chromaticities: Equatable {
    /// A colour without its brightness.
    struct Point: Equatable {
        let x, y: Double

        init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

        /// X, Y and Z where Y is 1.
        var xyz: [Double] { [x / y, 1, (1 - x - y) / y] }
    }

    let red, green, blue, white: Point

    /// BT.709 and sRGB.
    static let bt709 = Chromaticities(
        red: Point(0.64, 0.33), green: Point(0.3, 0.6), blue: Point(0.15, 0.06), white: d65)

    /// BT.2020 and BT.2100.
    static let bt2020 = Chromaticities(
        red: Point(0.708, 0.292), green: Point(0.17, 0.797), blue: Point(0.131, 0.046), white: d65)

    private static let d65 = Point(0.3127, 0.329)

    init(red: Point, green: Point, blue: Point, white: Point) {
        (self.red, self.green, self.blue, self.white) = (red, green, blue, white)
    }

    /// The primaries of a code of ITU-T H.273, table 2; nil for codes without any or unknown ones.
    init?(code: Int) {
        typealias P = Point
        let c = P(0.31, 0.316)
        switch code {
        case 1: self = .bt709
        case 4: self.init(red: P(0.67, 0.33), green: P(0.21, 0.71), blue: P(0.14, 0.08), white: c)
        case 5:
            self.init(
                red: P(0.64, 0.33), green: P(0.29, 0.6), blue: P(0.15, 0.06), white: Self.d65)
        case 6, 7:
            self.init(
                red: P(0.63, 0.34), green: P(0.31, 0.595), blue: P(0.155, 0.07), white: Self.d65)
        case 8:
            self.init(red: P(0.681, 0.319), green: P(0.243, 0.692), blue: P(0.145, 0.049), white: c)
        case 9: self = .bt2020
        case 11:
            self.init(
                red: P(0.68, 0.32), green: P(0.265, 0.69), blue: P(0.15, 0.06),
                white: P(0.314, 0.351))
        case 12:
            self.init(
                red: P(0.68, 0.32), green: P(0.265, 0.69), blue: P(0.15, 0.06), white: Self.d65)
        case 22:
            self.init(
                red: P(0.63, 0.34), green: P(0.295, 0.605), blue: P(0.155, 0.077), white: Self.d65)
        default: return nil
        }
    }

    /// Whether every coordinate is within 0.002 of BT.709's, as files tagged as sRGB round them.
    var isBT709: Bool {
        zip(points, Self.bt709.points).allSatisfy {
            abs($0.x - $1.x) < 0.002 && abs($0.y - $1.y) < 0.002
        }
    }

    private var points: [Point] { [red, green, blue, white] }

    /// From linear RGB of these primaries to linear RGB of BT.709, white to white by Bradford's
    /// adaptation; nil where the primaries span no colour space.
    var toBT709: Matrix3? {
        guard points.allSatisfy({ $0.y > 0.0001 }), let source = toXYZ,
            let target = Self.bt709.toXYZ,
            let back = target.inverse, let bradford = Matrix3.bradford.inverse
        else { return nil }
        let from = Matrix3.bradford * white.xyz
        let to = Matrix3.bradford * Self.bt709.white.xyz
        guard from.allSatisfy({ abs($0) > 0.0001 }) else { return nil }
        let scale = Matrix3(diagonal: zip(to, from).map { $0 / $1 })
        let matrix = back * (bradford * (scale * (Matrix3.bradford * source)))
        return matrix.isFinite ? matrix : nil
    }

    /// SMPTE RP 177: the primaries' columns scaled so that (1, 1, 1) is white.
    private var toXYZ: Matrix3? {
        let columns = Matrix3(columns: [red.xyz, green.xyz, blue.xyz])
        return columns.inverse.map { columns * Matrix3(diagonal: $0 * white.xyz) }
    }
}
