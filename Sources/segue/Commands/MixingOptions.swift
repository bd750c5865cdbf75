import ArgumentParser
import Rendering

/// How mixtures become images, for `render`, `plan`, `sheet`, `farm`, `bundle` and `apply`.
struct MixingOptions: ParsableArguments {
    @Flag(
        help: """
            To compare, blend the networks' images by the same weights instead of the networks, in the \
            images' stored values.
            """)
    var crossFade = false

    @Flag(help: "Show both beside one another, with labels: networks mixed, images blended.")
    var sideBySide = false

    /// The choice as the library takes it.
    var method: MixingMethod {
        if sideBySide { return .sideBySide }
        return crossFade ? .crossFade : .networks
    }

    func validate() throws {
        guard !(crossFade && sideBySide) else {
            throw ValidationError(
                "--cross-fade and --side-by-side: expected one of them; --side-by-side shows both")
        }
    }
}
