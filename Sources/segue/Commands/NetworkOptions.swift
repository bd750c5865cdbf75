public import ArgumentParser
public import Imaging
import Networks
import Presets
import Rendering

/// What commands that read networks take alike.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The networks' colours where their files do not say, such as 'rgb, 0..1'.",
            valueName: "colours"))
    var io: String?

    @Option(
        help: ArgumentHelp(
            """
            Whose statistics batch normalisations use: the picture's own, or those stored in the file; \
            inspect shows the usual ones.
            """, valueName: "statistics"))
    var norm: BatchStatistics?

    /// Reads a network of the command line.
    func read(_ name: String) throws -> Network {
        try Network.read(NetworkReference(name), convention: convention(), statistics: norm)
    }

    /// What `--io` says; nil where it is not given.
    func convention() throws -> PixelConvention? {
        guard let io else { return nil }
        do throws(PixelConventionError) { return try PixelConvention.parse(io) } catch {
            throw RenderError.refusedOption(name: "--io", reason: "\(error)")
        }
    }
}

extension BatchStatistics: ExpressibleByArgument {}
