import Glibc

/// HDR's light brought to what SDR can show.
struct HighDynamicRange {
    /// HDR's peak and the light up to which nothing is changed, in units of SDR's white.
    private let peak = Float(TransferCurve.highDynamicRangePeak)
    private let knee: Float = 0.3
    /// The curve above the knee: factor × (signal + a) / (signal + b).
    private let a, b, factor: Float
    /// Of the fourth root of luminance, HLG's system gain: luminance to the power of 0.2.
    private let gain = CurveTable { pow($0, 0.8) }

    init() {
        a = -knee * knee * (peak - 1) / (knee * knee - 2 * knee + peak)
        b = (knee * knee - 2 * knee * peak + peak) / max(peak - 1, 1e-6)
        factor = (b * b + 2 * b * knee + knee * knee) / (b - a)
    }

    /// HLG's display light from the scene's, of BT.2020's primaries, with the system gamma of a screen of
    /// 1,000 cd/m² (ITU-R BT.2100-2, table 5), in units of SDR's white.
    @inline(__always)
    func displayLight(ofHLG light: inout PixelLight) {
        let luminance = 0.2627 * light.red + 0.678 * light.green + 0.0593 * light.blue
        light *= peak * gain(luminance.squareRoot().squareRoot())
    }

    /// Scales a colour so that its largest component follows the curve `mobius` of FFmpeg's tonemap
    /// filter: unchanged up to 0.3, then smoothly up to 1 at the peak.
    @inline(__always)
    func compress(_ light: inout PixelLight) {
        let signal = pointwiseMax(pointwiseMax(light.red, light.green), light.blue)
        let scale = factor * (signal + a) / ((signal + b) * signal)
        light *= scale.replacing(with: 1, where: signal .<= knee)
    }
}
