package import Timelines

/// A path of a plan: the timeline's, or one beside it.
package struct PlannedPath: Sendable {
    /// Of what it is the path.
    package enum Place: Sendable {
        /// Of all that has none of its own.
        case timeline
        /// Of a part of the networks, as the preset writes it.
        case layer(String)
        /// Of a part of the image, by its mask.
        case region(String)
    }

    /// `layer 1`, `region 2`; empty for the timeline.
    package let name: String
    /// Of what it is the path.
    package let place: Place
    /// Its mixtures.
    package let timeline: Timeline
}

extension RenderPlan {
    /// The timeline's path, then those of the layers and of the regions.
    package var paths: [PlannedPath] {
        [PlannedPath(name: "", place: .timeline, timeline: timeline)]
            + layers.enumerated().map { index, layer in
                PlannedPath(
                    name: "layer \(index + 1)", place: .layer("\(layer.part)"),
                    timeline: layer.timeline)
            }
            + regions.enumerated().map { index, region in
                PlannedPath(
                    name: "region \(index + 1)", place: .region(region.maskName),
                    timeline: region.timeline)
            }
    }
}
