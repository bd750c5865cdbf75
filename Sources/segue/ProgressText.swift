import Rendering

extension RenderProgress {
    /// `12/97 frames  7.81 frames/s  0:11 left`.
    var line: String { "\(share) frames  \(speed)  \(rest)" }

    /// A JSON object on one line.
    var json: String {
        "{\"frame\": \(frames), \"frames\": \(frameCount), "
            + "\"frames_per_second\": \(decimal(framesPerSecond, digits: 2)), "
            + "\"elapsed_seconds\": \(decimal(elapsed / .seconds(1), digits: 2))}"
    }

    /// The done and the open part of a bar and the text behind it, together narrower than a
    /// terminal; the bar has at most 40 columns, and parts that do not fit are left out.
    func bar(columns: Int) -> (full: String, rest: String, text: String) {
        let texts = ["  \(line)", "  \(share)  \(rest)", "  \(rest)", ""]
        let text = texts.first { $0.count + 8 < columns } ?? ""
        let width = max(0, min(40, columns - text.count - 1))
        let done = width * frames / max(1, frameCount)
        return (
            String(repeating: "━", count: done), String(repeating: "─", count: width - done), text
        )
    }

    private var share: String { "\(frames)/\(frameCount)" }

    private var speed: String { "\(decimal(framesPerSecond, digits: 2)) frames/s" }

    private var rest: String {
        frames == frameCount ? "finishing" : "\(clock(remaining ?? .zero)) left"
    }
}

extension RenderReport {
    /// `97 frames, 73 inferences, 12.3 s`, or with a tolerance `192 frames, 23 inferences, 169
    /// interpolated within 0.8 levels, 12.3 s`.
    var line: String {
        let seconds = decimal(elapsed / .seconds(1), digits: 1)
        return "\(frames) frame\(frames == 1 ? "" : "s"), "
            + "\(inferences) inference\(inferences == 1 ? "" : "s")\(blended)\(restored), \(seconds) s"
    }

    private var restored: String {
        restoredFrames > 0 ? ", \(restoredFrames) reused" : ""
    }

    /// The difference is rounded up: none that was seen is larger.
    private var blended: String {
        guard blendedFrames > 0 else { return "" }
        let levels = decimal((largestDifference * 100).rounded(.up) / 100, digits: 2)
        return ", \(blendedFrames) interpolated within \(levels) levels"
    }
}

/// A number of 0 or more with a fixed number of decimals, never with a comma.
func decimal(_ value: Double, digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((value * Double(scale)).rounded())
    return "\(scaled / scale).\(String(scaled % scale + scale).dropFirst())"
}

/// `0:07`, `12:34`, `1:02:03`.
func clock(_ duration: Duration) -> String {
    let seconds = Int((duration / .seconds(1)).rounded())
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return hours > 0
        ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
}
