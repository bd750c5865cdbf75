import Glibc

/// How a picture's samples encode light.
enum TransferCurve: Equatable {
    /// IEC 61966-2-1.  Also stands for the curves of SDR video (BT.601, BT.709, BT.2020), whose pictures
    /// are encoded for display much as sRGB's are, and are taken so in films too.
    case sRGB
    /// linear = sample ^ exponent.
    case power(Double)
    /// SMPTE ST 2084, 1 being 10,000 cd/m².
    case pq
    /// ARIB STD-B67, 1 being 1,000 cd/m².
    case hlg

    /// The curve of a code of ITU-T H.273, table 3; nil for unknown and unspecified ones.
    init?(code: Int) {
        switch code {
        case 1, 6, 7, 13, 14, 15: self = .sRGB
        case 4: self = .power(2.2)
        case 5: self = .power(2.8)
        case 8: self = .power(1)
        case 16: self = .pq
        case 17: self = .power(2.6)
        case 18: self = .hlg
        default: return nil
        }
    }

    /// The cd/m² that SDR's white is shown with among HDR (ITU-R BT.2408).
    static let referenceWhite = 203.0

    /// The brightest that HDR is mastered for, as a rule, in units of ``referenceWhite``.
    static let highDynamicRangePeak = 1000 / referenceWhite

    /// Whether highlights beyond SDR's white are to be expected.
    var isHighDynamicRange: Bool { self == .pq || self == .hlg }

    /// The light of a sample, 1 being SDR's white; odd below 0.  HLG's is the scene's, before its
    /// system gamma, which ``HighDynamicRange`` applies.
    func linear(_ sample: Double) -> Double {
        let v = abs(sample)
        let light =
            switch self {
            case .sRGB: v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
            case .power(let exponent): exponent == 1 ? v : pow(v, exponent)
            case .pq: Self.pqLuminance(v) / Self.referenceWhite
            case .hlg: Self.hlgScene(v)
            }
        return sample < 0 ? -light : light
    }

    /// The sRGB encoding of light, odd below 0 (IEC 61966-2-1).
    static func encoded(_ light: Double) -> Double {
        let v = abs(light)
        let sample = v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055
        return light < 0 ? -sample : sample
    }

    /// cd/m² (SMPTE ST 2084:2014, equation 4.1).
    private static func pqLuminance(_ sample: Double) -> Double {
        let p = pow(sample, 1 / 78.84375)
        let light = max(p - 0.8359375, 0) / (18.8515625 - 18.6875 * p)
        return 10_000 * pow(light, 1 / 0.1593017578125)
    }

    /// The scene's light, 0…1 (ITU-R BT.2100-2, table 5, inverse OETF).
    private static func hlgScene(_ sample: Double) -> Double {
        sample <= 0.5
            ? sample * sample / 3 : (exp((sample - 0.55991073) / 0.17883277) + 0.28466892) / 12
    }
}
