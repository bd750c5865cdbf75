import Glibc

/// HDR's light brought to what SDR can show.
enum HighDynamicRange {
    /// HLG's display light from the scene's, of BT.2020's primaries, with the system gamma of a screen of
    /// 1,000 cd/m² (ITU-R BT.2100-2, table 5), in units of SDR's white.
    static func displayLight(ofHLG rgb: inout SIMD3<Double>) {
        let luminance = 0.2627 * rgb.x + 0.678 * rgb.y + 0.0593 * rgb.z
        let factor = TransferCurve.highDynamicRangePeak * pow(max(luminance, 0), 0.2)
        rgb *= factor
    }

    /// Scales a colour so that its largest component follows the curve `mobius` of FFmpeg's tonemap
    /// filter: unchanged up to 0.3, then smoothly up to 1 at the peak.
    static func compress(_ rgb: inout SIMD3<Double>) {
        let signal = rgb.max()
        let (knee, peak) = (0.3, TransferCurve.highDynamicRangePeak)
        guard signal > knee else { return }
        let a = -knee * knee * (peak - 1) / (knee * knee - 2 * knee + peak)
        let b = (knee * knee - 2 * knee * peak + peak) / max(peak - 1, 1e-6)
        let mapped = (b * b + 2 * b * knee + knee * knee) / (b - a) * (signal + a) / (signal + b)
        rgb *= mapped / signal
    }
}
