import Timelines

/// An edit decision list whose events are markers, as Resolve reads and writes them ("Import → Timeline Markers
/// from EDL"): an event of one frame for each, its name and colour in a comment.
struct MarkerList {
    private let handoff: Handoff
    private let timecode: Timecode

    /// Nil for a rate without timecode.
    init?(_ handoff: Handoff) {
        guard let timecode = handoff.timecode else { return nil }
        (self.handoff, self.timecode) = (handoff, timecode)
    }

    /// The list; the first frame is at 01:00:00:00.
    var text: String {
        let mode = timecode.dropsFrames ? "DROP FRAME" : "NON-DROP FRAME"
        let events = handoff.markers.enumerated().map { index, marker in
            let number = String(index + 1)
            let places = [marker.frame, marker.frame + 1].map {
                timecode.text(ofFrame: timecode.hour + $0)
            }
            let times = (places + places).joined(separator: " ")
            let name = marker.name.replacing("|", with: "/")
            return
                String(repeating: "0", count: max(0, 3 - number.count)) + number
                + "  001      V     C        \(times)  \n"
                + " |C:ResolveColor\(marker.path == 0 ? "Blue" : "Green") |M:\(name) |D:1\n"
        }
        return "TITLE: \(handoff.name)\nFCM: \(mode)\n\n" + events.joined(separator: "\n")
    }
}
