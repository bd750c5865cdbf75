public import ArgumentParser
public import Imaging
import Networks
import Presets
import Rendering

/// Colours and statistics, for commands that read networks.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The networks' colours, such as 'rgb, 0..1', instead of those in their files.",
            valueName: "colours"))
    var io: String?

    @Option(
        help: ArgumentHelp(
            """
            Statistics used by batch normalisation: the image's own, or those stored in the file. \
            The default depends on the architecture; inspect shows it.
            """, valueName: "statistics"))
    var norm: BatchStatistics?

    /// Reads a network of the command line.
    func read(_ name: String) throws -> Network {
        try Network.read(NetworkReference(name), convention: convention(), statistics: norm)
    }

    /// The colours of `--io`; nil if it is not given.
    func convention() throws -> PixelConvention? {
        guard let io else { return nil }
        do throws(PixelConventionError) { return try PixelConvention.parse(io) } catch {
            throw RenderError.refusedOption(name: "--io", reason: "\(error)")
        }
    }
}

extension BatchStatistics: ExpressibleByArgument {}
