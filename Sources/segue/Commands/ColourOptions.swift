import ArgumentParser
import Presets
import Rendering

/// What commands that read networks take alike.
struct ColourOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The networks' colours where their files do not say, such as 'rgb, 0..1'.",
            valueName: "colours"))
    var io: String?

    /// What `--io` says; nil where it is not given.
    func convention() throws -> PixelConvention? {
        do throws(PresetValueError) {
            return try io.map { text throws(PresetValueError) in try PixelConvention.parse(text) }
        } catch {
            throw RenderError.refusedOption(name: "--io", reason: "\(error)")
        }
    }
}
