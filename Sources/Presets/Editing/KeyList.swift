package import Timelines

/// A list of keys of a preset: of its timeline, or of one of its layers or regions by its number.
package enum KeyList: Hashable, Sendable {
    case timeline
    case layer(Int)
    case region(Int)
}

extension Preset {
    /// The keys of a list; none where there is no such layer or region.
    package func keys(of list: KeyList) -> [PresetTimeline.Key] {
        switch list {
        case .timeline: timeline.keys
        case .layer(let index): layers.indices.contains(index) ? layers[index].keys : []
        case .region(let index): regions.indices.contains(index) ? regions[index].keys : []
        }
    }
}

extension Preset {
    /// The keys of a list at their times and with their holds, as they are written: before the path is fitted
    /// to the result.  Nil for a key that has no time.
    ///
    /// - Parameters:
    ///   - whole: the timeline of this preset.
    ///   - cuts: the scene cuts of the input.
    package func writtenKeys(
        of list: KeyList, along whole: Timeline, cuts: [Time]
    ) -> [Keyframe?] {
        var resolver = TimelineResolver(
            timeline: timeline, rate: whole.frameRate, collector: ProblemCollector(source: source),
            cuts: cuts)
        return resolver.keyframes(
            keys(of: list), duration: whole.duration,
            labelled: list == .timeline ? [] : timeline.keys)
    }
}

extension KeyList {
    /// The list in a document; nil where there is none.
    func value(in root: PresetDocument.Value) -> PresetDocument.Value? {
        let owner: PresetDocument.Value? =
            switch self {
            case .timeline: root["timeline"]
            case .layer(let index): root["layers"]?[index]
            case .region(let index): root["regions"]?[index]
            }
        guard let keys = owner?["keys"], case .sequence = keys.content else { return nil }
        return keys
    }
}

extension PresetDocument.Value {
    subscript(name: String) -> PresetDocument.Value? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == name }?.value
    }

    subscript(index: Int) -> PresetDocument.Value? {
        guard case .sequence(let values) = content, values.indices.contains(index) else {
            return nil
        }
        return values[index]
    }
}
