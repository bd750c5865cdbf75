/// A steady way from the first member through all to the last and back, no two of whose mixtures are
/// equal: whichever frames a worker gets, it sums a network for each.
///
/// Of F frames over N members, frame k stands at p = (k + ¼) · 2 (N − 1) / F, from N − 1 on mirrored
/// to 2 (N − 1) − p, between the members ⌊p⌋ and ⌊p⌋ + 1.  Frames j and k would meet where
/// j + k + ½ = F, which no whole numbers do.  A tenth of every mixture belongs to all members alike, so
/// that no frame is spared a part of its sum.
struct MixturePath: Sendable {
    /// Two or more.
    let members: Int
    /// One or more.
    let frames: Int

    /// The way's beginning, which is no frame's mixture.
    var start: [Float] { weights(at: 0) }

    /// α of a frame, 0 ..< frames, one a member.
    func weights(ofFrame frame: Int) -> [Float] {
        let end = Double(members - 1)
        let place = (Double(frame) + 0.25) * 2 * end / Double(frames)
        return weights(at: place <= end ? place : 2 * end - place)
    }

    private func weights(at place: Double) -> [Float] {
        let lower = min(max(0, Int(place)), members - 2)
        let share = place - Double(lower)
        return (0..<members).map { member in
            let own = member == lower ? 1 - share : member == lower + 1 ? share : 0
            return Float(0.9 * own + 0.1 / Double(members))
        }
    }
}
