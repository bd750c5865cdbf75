import Foundation
import Rendering
import Segments

/// The state of a folder of segments, as rows and as JSON.
///
/// `{"plan", "segments", "complete", "segment_length", "frames", "missing": [number]}`.
struct SegmentStatusDocument: Encodable {
    private let plan: String
    private let segments: Int
    private let complete: Int
    private let segmentLength: Int
    private let frames: Int
    private let missing: [Int]

    init(_ job: SegmentJob, _ statuses: [SegmentJob.Status]) {
        plan = job.hash
        segments = statuses.count
        missing = statuses.filter { !$0.isComplete }.map(\.number)
        complete = segments - missing.count
        segmentLength = job.segments.grid.length
        frames = job.segments.frames.count
    }

    /// The JSON object on one line.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// The rows of a table for people.
    var rows: [(String, String)] {
        let named = missing.prefix(20).map(String.init).joined(separator: ", ")
        let more = missing.count > 20 ? " and \(missing.count - 20) more" : ""
        return [
            ("plan", plan),
            ("segments", "\(segments) of \(segmentLength) frames, \(frames) frames in all"),
            ("complete", "\(complete)"),
        ] + (missing.isEmpty ? [] : [("missing", named + more)])
    }
}
