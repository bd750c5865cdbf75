import Imaging
import Timelines

extension PresetParser {
    /// The regions in the order of the file; none where there is no such list.
    mutating func regions(_ fields: MappingFields, _ context: KeyContext) -> [PresetRegion] {
        list("regions", in: fields) { $0.region($1, context) }
    }

    private mutating func region(_ value: PresetDocument.Value, _ context: KeyContext)
        -> PresetRegion?
    {
        let names = ["mask", "feather", "invert", "opacity", "move", "mix", "keys"]
        guard let fields = fields(of: value, "a region", names) else { return nil }
        let mask = mask(in: fields)
        let feather = fields.values["feather"].flatMap {
            number("feather", $0, in: 0...PresetRegion.featherLimit)
        }
        let isInverted = truth("invert", in: fields)
        let opacity = opacity(in: fields, context)
        let move = move(in: fields, context)
        if let value = fields.values["move"], case .shape(let shape)? = mask, case .luma = shape {
            collector.report(
                value.mark,
                "'move' beside a mask of luma, which lies where the image is bright,"
                    + " expected another mask")
        }
        let keys = ownKeys(fields, context)
        guard let mask, let keys else { return nil }
        return PresetRegion(
            mask: mask, feather: feather ?? 0, isInverted: isInverted ?? false, opacity: opacity,
            move: move, keys: keys)
    }

    /// The keys of a region or a layer, or the one that its `mix` stands for.
    mutating func ownKeys(
        _ fields: MappingFields, _ context: KeyContext
    ) -> [PresetTimeline.Key]? {
        switch (fields.values["mix"], fields.values["keys"]) {
        case (nil, nil):
            collector.report(fields.mark, "no 'mix' and no 'keys', expected one of them")
            return nil
        case (let mix?, nil):
            return mixture(in: fields, context).map { [.always($0, at: mix.mark)] }
        case (nil, let keys?): return self.keys(keys, context)
        case (let mix?, _?):
            collector.report(mix.mark, "'mix' beside 'keys', expected one of them")
            return nil
        }
    }

    /// Checks the times that can be resolved with what the preset itself says.
    mutating func check(
        _ regions: [PresetRegion], _ layers: [PresetLayer], _ opacity: [PresetKey<[Double]>]?,
        along timeline: PresetTimeline
    ) {
        guard timeline.canBeResolved else { return }
        var resolver = TimelineResolver(
            timeline: timeline, rate: timeline.frameRate?.value ?? .film, collector: collector)
        defer { collector = resolver.collector }
        guard let whole = resolver.resolve(defaultDuration: nil) else { return }
        for region in regions {
            let numbers = [region.opacity, region.move].compactMap(\.self)
            guard timeline.canResolve(region.keys), numbers.allSatisfy(timeline.canResolve) else {
                continue
            }
            _ = resolver.region(region, along: whole, defaultDuration: nil)
        }
        for layer in layers where timeline.canResolve(layer.keys) {
            _ = resolver.path(layer.keys, along: whole, defaultDuration: nil)
        }
        if let opacity, timeline.canResolve(opacity) { _ = resolver.resolve(opacity, along: whole) }
    }
}
