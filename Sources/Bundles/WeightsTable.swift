import Timelines

/// The weights of every frame as comma-separated values (RFC 4180), a line a frame.
struct WeightsTable {
    /// The frames of the timeline that there are.
    let frames: Range<Int>
    let networks: [String]
    /// The main path, then those of the regions.
    let timelines: [Timeline]

    /// Writes its lines, piece by piece.
    func write(_ write: (String) throws -> Void) throws {
        let rate = timelines[0].frameRate
        let timecode = Timecode(rate)
        let columns = timelines.indices.flatMap { index in
            networks.map { index == 0 ? $0 : "region \(index) \($0)" }
        }
        try write(
            (["frame", "seconds", "timecode"] + columns.map(Self.quoted)).joined(separator: ",")
                + "\r\n")
        for (index, frame) in frames.enumerated() {
            let seconds = Double(index) / rate.framesPerSecond
            let shown = timelines[0].shownTime(ofFrame: frame)
            let weights = timelines.flatMap { timeline in
                let mixture = timeline.mixture(at: shown)
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
