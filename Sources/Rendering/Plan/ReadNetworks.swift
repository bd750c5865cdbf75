import Imaging
import Inference
import Networks
import Presets

/// A preset's networks as they were read, before layers divide them.
package struct ReadNetworks: Sendable {
    /// What the preset says of each, wherever in its text.
    private let said: [Said]
    let family: NetworkFamily

    private struct Said: Equatable {
        let name: String
        let reference: NetworkReference
        let convention: PixelConvention?
        let statistics: BatchStatistics?

        init(_ network: Preset.Network) {
            (name, reference) = (network.name, network.reference)
            (convention, statistics) = (network.convention, network.statistics)
        }
    }

    /// Reads the networks of a preset, unless they are those that are known.
    init(_ preset: Preset, known: ReadNetworks?) throws {
        said = preset.networks.map(Said.init)
        if let known, known.said == said {
            family = known.family
            return
        }
        family = try NetworkFamily(
            preset.networks.map {
                (
                    $0.name,
                    try Network.read(
                        $0.reference, convention: $0.convention, statistics: $0.statistics)
                )
            })
    }

    /// Whether these are the same as others.
    package func isSame(as other: ReadNetworks) -> Bool { said == other.said }
}
