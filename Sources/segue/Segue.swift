import ArgumentParser
import BuiltinNetworks
import Inference
import Rendering

/// The program: parses, asks the library, prints.
@main
struct Segue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segue",
        abstract:
            "Renders transitions between neural networks, with a new mixture of them for every frame.",
        discussion: """
            A preset names related networks and a path of keyframes, each a mixture of them. Every \
            frame is rendered by the network whose parameters are the weighted sum at that time.
            """,
        version: SegueVersion.current,
        subcommands: [
            Render.self, Bundle.self, Apply.self, Blend.self, Sheet.self, Plan.self,
            StudioCommand.self,
            Inspect.self, Compare.self,
            ShowRecipe.self, Verify.self, Repair.self, Bench.self, Segments.self, Farm.self,
            ListNetworks.self, ListPresets.self,
        ])

    static func main() async {
        reserveStandardStreams()
        ignoreBrokenPipes()
        quitAtOnce()
        reportMissingMemory()
        do {
            var command = try parseAsRoot(arguments())
            // Help, which the parser answers with a command of its own, needs no threads.
            if type(of: command).configuration.commandName != "help" {
                try ThreadRoom.checkProgram()
                try EngineTraits.check()
            }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// The arguments after the program's name.
    private static func arguments() throws -> [String] {
        let arguments = ProgramFile.arguments
        guard !arguments.isEmpty else { throw MissingArguments() }
        return Array(arguments.dropFirst())
    }
}

extension Segue {
    /// The command line cannot be read: neither from the C library nor from /proc.
    struct MissingArguments: Error {}
}
