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

extension RenderPlan {
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
        } catch let error as EmptyParts {
            throw preset.problems(
                error.faults.map { ($0.message, preset.layers[$0.part].marks[$0.place]) })
        }
        let counts = try family.parameterCounts()
        layers = zip(preset.layers, paths).enumerated().map { index, layer in
            PlannedLayer(
                part: layer.0.part, parameterCount: counts[index + 1], timeline: layer.1)
        }
    }
}
