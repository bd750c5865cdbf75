import Timelines

extension PresetParser {
    /// The regions in the order of the file; none where there is no such list.
    mutating func regions(_ fields: MappingFields, along timeline: PresetTimeline?)
        -> [PresetRegion]
    {
        guard let value = fields.values["regions"],
            let elements = elements(of: value, "a list of regions")
        else { return [] }
        if elements.isEmpty { collector.report(value.mark, "no regions, expected at least one") }
        let context = keyContext(fields, easing: timeline?.easing ?? .linear)
        let regions = elements.compactMap { region($0, context) }
        if collector.isEmpty, let timeline { check(regions, along: timeline) }
        return regions
    }

    private mutating func region(_ value: PresetDocument.Value, _ context: KeyContext)
        -> PresetRegion?
    {
        guard let fields = fields(of: value, "a region", ["mask", "mix", "keys"]) else {
            return nil
        }
        let expected = "a grey image, video or sequence, white where the region is"
        let mask = required("mask", in: fields, expected).flatMap { value in
            path(value, expected).map { Located($0, at: value.mark) }
        }
        let keys = keys(ofRegion: fields, context)
        guard let mask, let keys else { return nil }
        return PresetRegion(mask: mask, keys: keys)
    }

    /// A region's keys, or the one that its `mix` stands for.
    private mutating func keys(ofRegion fields: MappingFields, _ context: KeyContext)
        -> [PresetTimeline.Key]?
    {
        switch (fields.values["mix"], fields.values["keys"]) {
        case (nil, nil):
            collector.report(fields.mark, "no 'mix' and no 'keys', expected one of them")
            return nil
        case (let mix?, nil):
            return mixture(in: fields, context).map {
                let start = Located(TimeExpression.start, at: mix.mark)
                return [PresetTimeline.Key(time: start, mixture: $0, easing: .linear, hold: nil)]
            }
        case (nil, let keys?): return self.keys(keys, context)
        case (let mix?, _?):
            collector.report(mix.mark, "'mix' beside 'keys', expected one of them")
            return nil
        }
    }

    /// Checks the times that can be resolved with what the preset itself says.
    private mutating func check(_ regions: [PresetRegion], along timeline: PresetTimeline) {
        guard timeline.canBeResolved else { return }
        var resolver = TimelineResolver(
            timeline: timeline, rate: timeline.frameRate?.value ?? .film, collector: collector)
        guard let whole = resolver.resolve(defaultDuration: nil) else { return }
        for region in regions where timeline.along(region.keys).canBeResolved {
            _ = region.timeline(along: whole, of: timeline, nil, &collector)
        }
    }
}
