/// Linear light of eight pixels, 1 being SDR's white.
struct PixelLight {
    var red, green, blue: SIMD8<Float>

    @inline(__always)
    static func *= (light: inout PixelLight, factor: SIMD8<Float>) {
        light.red *= factor
        light.green *= factor
        light.blue *= factor
    }
}

/// A ``Matrix3`` for light.
struct LightMatrix {
    /// Row by row.
    private let m: (Float, Float, Float, Float, Float, Float, Float, Float, Float)

    init(_ matrix: Matrix3) {
        let e = matrix.entries.map(Float.init)
        m = (e[0], e[1], e[2], e[3], e[4], e[5], e[6], e[7], e[8])
    }

    @inline(__always)
    static func * (matrix: LightMatrix, light: PixelLight) -> PixelLight {
        let m = matrix.m
        return PixelLight(
            red: m.0 * light.red + m.1 * light.green + m.2 * light.blue,
            green: m.3 * light.red + m.4 * light.green + m.5 * light.blue,
            blue: m.6 * light.red + m.7 * light.green + m.8 * light.blue)
    }
}
