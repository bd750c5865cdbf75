import Foundation
import Rendering

extension RenderReport {
    /// The report as a JSON object on one line.
    ///
    /// `{"summary": {"blended_frames", "elapsed_seconds", "frames", "inferences", "largest_difference",
    /// "outputs": [path], "restored_frames"}}`; the difference is in levels of 255.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let text = try encoder.encode(["summary": ReportDocument(self)])
        return String(decoding: text, as: UTF8.self)
    }
}

private struct ReportDocument: Encodable {
    let blendedFrames: Int
    let elapsedSeconds: Double
    let frames: Int
    let inferences: Int
    let largestDifference: Double
    let outputs: [String]
    let restoredFrames: Int

    init(_ report: RenderReport) {
        (frames, inferences) = (report.frames, report.inferences)
        (blendedFrames, restoredFrames) = (report.blendedFrames, report.restoredFrames)
        (largestDifference, outputs) = (report.largestDifference, report.paths)
        elapsedSeconds = report.elapsed / .seconds(1)
    }
}
