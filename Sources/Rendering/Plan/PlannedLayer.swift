package import Imaging
import Inference
import Presets
package import Timelines

/// A part of a plan's networks with a path of its own.
package struct PlannedLayer: Sendable {
    /// Which parameters it has.
    package let part: NetworkPart
    /// How many it has, of one network.
    package let parameterCount: Int
    /// Its mixtures, at the times of the plan's timeline.
    package internal(set) var timeline: Timeline
}

/// A path of a plan: the timeline's, or one beside it.
package struct PlannedPath: Sendable {
    /// `layer 1`, `region 2`; empty for the timeline.
    package let name: String
    /// The part of a layer, the mask of a region; nil for the timeline.
    package let place: String?
    /// Its mixtures.
    package let timeline: Timeline
}

extension RenderPlan {
    /// The timeline's path, then those of the layers and of the regions.
    package var paths: [PlannedPath] {
        [PlannedPath(name: "", place: nil, timeline: timeline)]
            + layers.enumerated().map { index, layer in
                PlannedPath(
                    name: "layer \(index + 1)", place: "\(layer.part)", timeline: layer.timeline)
            }
            + regions.enumerated().map { index, region in
                PlannedPath(
                    name: "region \(index + 1)", place: region.maskName,
                    timeline: region.timeline)
            }
    }

    /// Divides the networks into the preset's layers.
    ///
    /// - Parameter paths: one for each.
    /// - Throws: `PresetProblems` for a layer without parameters, ``RenderError`` beside a cross-fade.
    mutating func divide(_ paths: [Timeline]) throws {
        guard !preset.layers.isEmpty else { return }
        guard mixing == .networks else {
            throw RenderError.badOption(
                name: mixing == .crossFade ? "--cross-fade" : "--side-by-side",
                found: "a preset with layers", expected: "one without: images have no layers")
        }
        do {
            family = try family.divided(by: preset.layers.map(\.part))
        } catch let error as EmptyPart {
            throw preset.problem(error.message, at: preset.layers[error.index].mark)
        }
        let counts = try family.parameterCounts()
        layers = zip(preset.layers, paths).enumerated().map { index, layer in
            PlannedLayer(
                part: layer.0.part, parameterCount: counts[index + 1], timeline: layer.1)
        }
    }
}
