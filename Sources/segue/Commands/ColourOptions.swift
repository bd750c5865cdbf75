import ArgumentParser
import Imaging
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
        guard let io else { return nil }
        do throws(PixelConventionError) { return try PixelConvention.parse(io) } catch {
            throw RenderError.refusedOption(name: "--io", reason: "\(error)")
        }
    }
}
