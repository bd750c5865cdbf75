import Glibc

/// HDR's light brought to what SDR can show.
struct HighDynamicRange {
    /// HDR's peak and the light up to which nothing is changed, in units of SDR's white.
    private let peak = Float(TransferCurve.highDynamicRangePeak)
    private let knee: Float = 0.3
    /// The curve above the knee: factor × (signal + a) / (signal + b).
    private let a, b, factor: Float

    init() {
        a = -knee * knee * (peak - 1) / (knee * knee - 2 * knee + peak)
        b = (knee * knee - 2 * knee * peak + peak) / max(peak - 1, 1e-6)
        factor = (b * b + 2 * b * knee + knee * knee) / (b - a)
    }

    /// HLG's display light from the scene's, of BT.2020's primaries, with the system gamma of a screen of
    /// 1,000 cd/m² (ITU-R BT.2100-2, table 5), in units of SDR's white.
    @inline(__always)
    func displayLight(ofHLG rgb: inout SIMD3<Float>) {
        let luminance = 0.2627 * rgb.x + 0.678 * rgb.y + 0.0593 * rgb.z
        rgb *= peak * powf(max(luminance, 0), 0.2)
    }

    /// Scales a colour so that its largest component follows the curve `mobius` of FFmpeg's tonemap
    /// filter: unchanged up to 0.3, then smoothly up to 1 at the peak.
    @inline(__always)
    func compress(_ rgb: inout SIMD3<Float>) {
        let signal = rgb.max()
        guard signal > knee else { return }
        rgb *= factor * (signal + a) / (signal + b) / signal
    }
}
