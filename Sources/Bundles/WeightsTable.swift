import Rendering
import Timelines

/// The weights of every frame as comma-separated values (RFC 4180), a line a frame.
struct WeightsTable {
    /// The frames of the timeline that there are.
    let frames: Range<Int>
    let networks: [String]
    /// The timeline's, then those beside it.
    let paths: [PlannedPath]

    /// Writes its lines, piece by piece.
    func write(_ write: (String) throws -> Void) throws {
        let whole = paths[0].timeline
        let rate = whole.frameRate
        let timecode = Timecode(rate)
        let columns = paths.flatMap { path in
            networks.map { path.name.isEmpty ? $0 : "\(path.name) \($0)" }
        }
        try write(
            (["frame", "seconds", "timecode"] + columns.map(Self.quoted)).joined(separator: ",")
                + "\r\n")
        for (index, frame) in frames.enumerated() {
            let seconds = Double(index) / rate.framesPerSecond
            let shown = whole.shownTime(ofFrame: frame)
            let weights = paths.flatMap { path in
                let mixture = path.timeline.mixture(at: shown)
                return networks.map { "\(mixture.weight(of: $0))" }
            }
            let place = timecode.map { $0.text(ofFrame: $0.hour + index) } ?? ""
            try write(
                (["\(index)", "\(seconds)", place] + weights).joined(separator: ",") + "\r\n")
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
