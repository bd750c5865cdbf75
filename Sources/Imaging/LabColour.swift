import Glibc

/// A colour of CIE L*a*b* under D65, the light of sRGB.
package struct LabColour: Hashable, Sendable {
    /// 0, black, to 100, white.
    package let lightness: Double
    /// From green, below 0, to red.
    package let a: Double
    /// From blue, below 0, to yellow.
    package let b: Double

    /// By its coordinates.
    package init(_ lightness: Double, _ a: Double, _ b: Double) {
        (self.lightness, self.a, self.b) = (lightness, a, b)
    }

    /// Of sRGB-encoded samples, which are kept in 0…1 as outputs have them; NaN counts as 0.
    ///
    /// Source: IEC 61966-2-1 for the curve and the matrix to X, Y, Z; CIE 15:2004, section 8.2.1.
    package init(red: Float, green: Float, blue: Float) {
        let light = [red, green, blue].map { sample in
            Double(sRGBLight(sample > 0 ? min(sample, 1) : 0))
        }
        let (r, g, b) = (light[0], light[1], light[2])
        // Rows over the white point, which is their sum, so that white has no colour.
        let x = Self.root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
        let y = Self.root(0.2126 * r + 0.7152 * g + 0.0722 * b)
        let z = Self.root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
        self.init(116 * y - 16, 500 * (x - y), 200 * (y - z))
    }

    /// The cube root, straight near black.
    private static func root(_ share: Double) -> Double {
        share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
}

extension LabColour {
    /// The visible difference ΔE00 of CIEDE2000: 1 is about what an observer just sees.
    ///
    /// Source: CIE 142-2001, in the form of G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 color-difference
    /// formula", 2005, whose numbers of equations stand beside the steps.
    package func difference(to other: LabColour) -> Double {
        // 2–4: the chroma, and a stretched where there is little of it.
        let meanChroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
        let stretch = 1 + (1 - Self.saturation(meanChroma)) / 2
        // 5–7
        let (first, second) = (
            Polar(stretch * a, b), Polar(stretch * other.a, other.b)
        )
        // 8–11
        let lightness = other.lightness - self.lightness
        let chroma = second.chroma - first.chroma
        let hue =
            2 * (first.chroma * second.chroma).squareRoot()
            * sin(Self.turn(from: first, to: second) / 2)
        // 12–14
        let mean = (
            lightness: (self.lightness + other.lightness) / 2,
            chroma: (first.chroma + second.chroma) / 2, hue: Self.meanHue(first, second)
        )
        // 15
        let tint =
            1 - 0.17 * cos(mean.hue - .pi / 6) + 0.24 * cos(2 * mean.hue)
            + 0.32 * cos(3 * mean.hue + .pi / 30) - 0.2 * cos(4 * mean.hue - 63 * .pi / 180)
        // 16–21
        let place = (mean.hue * 180 / .pi - 275) / 25
        let rotation = -sin(.pi / 3 * exp(-place * place)) * 2 * Self.saturation(mean.chroma)
        let square = (mean.lightness - 50) * (mean.lightness - 50)
        let byLightness = lightness / (1 + 0.015 * square / (20 + square).squareRoot())
        let byChroma = chroma / (1 + 0.045 * mean.chroma)
        let byHue = hue / (1 + 0.015 * mean.chroma * tint)
        // 22
        let sum =
            byLightness * byLightness + byChroma * byChroma + byHue * byHue
            + rotation * byChroma * byHue
        return max(0, sum).squareRoot()
    }

    private struct Polar {
        let chroma: Double
        /// 0…2π; 0 for grey.
        let hue: Double

        init(_ a: Double, _ b: Double) {
            chroma = hypot(a, b)
            let angle = atan2(b, a)
            hue = a == 0 && b == 0 ? 0 : angle < 0 ? angle + 2 * .pi : angle
        }
    }

    /// √(C⁷ / (C⁷ + 25⁷))
    private static func saturation(_ chroma: Double) -> Double {
        let power = pow(chroma, 7)
        return (power / (power + 6_103_515_625)).squareRoot()
    }

    /// From one hue to another the short way; 0 where one is grey.
    private static func turn(from first: Polar, to second: Polar) -> Double {
        guard first.chroma * second.chroma != 0 else { return 0 }
        let turn = second.hue - first.hue
        return turn > .pi ? turn - 2 * .pi : turn < -.pi ? turn + 2 * .pi : turn
    }

    /// The hue in the middle of the short way; where one colour is grey, the sum: the other's.
    private static func meanHue(_ first: Polar, _ second: Polar) -> Double {
        let sum = first.hue + second.hue
        guard first.chroma * second.chroma != 0 else { return sum }
        guard abs(first.hue - second.hue) > .pi else { return sum / 2 }
        return sum < 2 * .pi ? sum / 2 + .pi : sum / 2 - .pi
    }
}
