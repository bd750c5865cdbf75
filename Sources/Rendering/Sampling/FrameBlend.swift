/// How a picture is blended from two others.
struct FrameBlend: Sendable, Equatable {
    /// The stretch whose picture has the share 1 − t.
    let from: Int
    /// The stretch whose picture has the share t.
    let to: Int
    /// t, 0…1.
    let share: Float
}

/// A part of a straight way whose ends are computed, and what decides whether the frames between are
/// blended.
struct BlendInterval: Sendable, Equatable {
    /// The stretch at its beginning.
    let first: Int
    /// The stretch at its end.
    let last: Int
    /// The stretch whose picture is computed to be compared with the blend of the ends'.
    let middle: Int
    /// That blend.
    let blend: FrameBlend
}
