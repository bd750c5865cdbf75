/// What an output does at its end.  No loop shows a frame twice at its seam.
public enum Loop: String, Hashable, Sendable, CaseIterable {
    /// It ends.
    case none
    /// It is played again from the start.  Without a duration, the last frame is left out when it
    /// equals the first (the last keyframe's mixture is the first's): the player shows that frame when
    /// it begins again.  No way back from the last keyframe to the first is invented: end the keys
    /// with the first mixture.
    case `repeat`
    /// It is followed by itself backwards, without the turning frame and without the first: n frames
    /// become 2(n − 1).
    case pingpong
}
