import Inference
import Media
import Networks
import Timelines

/// What a plan will make and take, for people.
public struct PlanSummary: Sendable {
    /// A line of the summary.
    public struct Row: Sendable {
        /// What is said of.
        public let name: String
        /// What is said, with its unit.
        public let value: String
    }

    /// In the order they are shown.
    public let rows: [Row]
}

extension RenderPlan {
    /// Compiles the family and says what the render will make and take.
    public func summary() throws -> PlanSummary {
        let prepared = try prepared()
        let (width, height) = prepared.family.outputSize
        let operations = prepared.family.operationCount / 1_000_000
        let tiles =
            (prepared.tilesText.map { [("tiles", $0)] } ?? [])
            + (prepared.bandsText.map { [("bands", $0)] } ?? [])
        let precision = try precisionDifference().map { [("precision", precisionText($0))] } ?? []
        let rows = [
            ("input", "\(input.path), \(input.width)×\(input.height)\(input.kind)"),
            ("networks", family.names.joined(separator: ", ")),
            ("structure", family.structureName),
            ("frames", frameText),
            ("inferences", (tolerance > 0 ? "at most " : "") + "\(inferenceCount)"),
            ("frame rate", "\(timeline.frameRate)"),
            ("length", Self.seconds(Double(frames.count) / timeline.frameRate.framesPerSecond)),
            ("size", "\(width)×\(height)"),
            ("operations", "\(operations) million multiply-adds a frame"),
            ("workers", prepared.workforceText),
            ("memory", "\(prepared.memory) for networks, buffers, pictures and outputs"),
        ]
        let written = outputs.map { output in
            let size = output.size(of: (width, height))
            return ("output", "\(output.path), \(size.width)×\(size.height)")
        }
        return PlanSummary(rows: (rows + tiles + precision + written).map(PlanSummary.Row.init))
    }

    private func precisionText(_ difference: PrecisionDifference) -> String {
        guard difference.largest > 0 else {
            return
                "\(resources.precision.rawValue), which changes nothing: no layer has channels enough to gain"
        }
        let tenths = Int((10 * min(difference.decibels, 999)).rounded())
        let levels = Self.seconds(difference.largest).dropLast(2)
        return "\(resources.precision.rawValue), in the middle frame \(levels) levels from f32 at "
            + "most, \(tenths / 10).\(tenths % 10) dB"
    }

    private var frameText: String {
        guard frames.count < timeline.frameCount else { return "\(frames.count)" }
        return "\(frames.count), \(frames.lowerBound)-\(frames.upperBound - 1) of "
            + "0-\(timeline.frameCount - 1)"
    }

    /// Seconds to the thousandth, without zeros at the end, never with a comma.
    static func seconds(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let rest = String(String(thousandths % 1000 + 1000).dropFirst())
        let digits = rest.reversed().drop { $0 == "0" }.reversed()
        return "\(thousandths / 1000)\(digits.isEmpty ? "" : "." + String(digits)) s"
    }
}

extension SourceProperties {
    /// What kind of input it is, after its size.
    fileprivate var kind: String {
        guard !isStill else { return "" }
        let rate = frameRate.map { ", \($0.framesPerSecond.formatted) frames a second" } ?? ""
        return rate + (hasAudio ? ", with sound" : "")
    }
}

extension Double {
    /// Up to three decimals, never with a comma.
    var formatted: String { String(RenderPlan.seconds(self).dropLast(2)) }
}
