public import Imaging
public import Timelines

/// A part of the networks, given by depth or by parameters, that has a path of its own.
///
/// Where two layers have a parameter, the later one in the file counts.
public struct PresetLayer: Hashable, Sendable {
    /// Which parameters it has.
    public let part: NetworkPart
    /// Where its depth or each of its patterns is written.
    public let marks: [SourceText.Mark]
    /// Its mixtures in the order of the file; at least one.
    public let keys: [PresetTimeline.Key]

    /// The most layers of a preset.
    static let limit = 16
}
