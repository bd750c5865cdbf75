import ArgumentParser
import Foundation
import Rendering
import Studio

/// `segue studio`: serves the page on which a transition is directed by eye.
struct StudioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio",
        abstract: "Direct a transition by eye, on a page in the browser.",
        usage: "segue studio [<preset>] [--input <file>] [options]",
        discussion: """
            Prints the address of the page, which only this machine can open, and serves it until \
            Ctrl-C. The preset's file changes as the page is used; a built-in preset is copied to the \
            current folder at the first change.
            """)

    @Argument(
        help: """
            A YAML file, or the name of a built-in preset, see 'segue presets'. (default: painters)
            """, completion: .custom { _, _, word in presetCompletions(of: word) })
    var preset: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An image, a video or a sequence such as frame_%04d.png, instead of the preset's.",
            valueName: "file"), completion: .file())
    var input: String?

    @OptionGroup var scaling: PresetOptions.Scaling

    @Option(
        help: ArgumentHelp(
            "The port to serve the page on; 0 for any that is free.", valueName: "number"))
    var port: UInt16 = 0

    @Option(
        help: ArgumentHelp(
            "The IPv4 address to serve the page on. Whoever can reach another one than the default, and "
                + "learns the page's address, can change the preset.", valueName: "address"))
    var host = "127.0.0.1"

    @Flag(help: "Open the page in the browser.")
    var open = false

    @OptionGroup var resources: ResourceOptions

    func run() async throws {
        var options = RenderOptions()
        options.input = input
        options.scale = scaling.scale
        options.resources = resources.resources(workers: nil)
        if host != "127.0.0.1" {
            Terminal.error.write(
                "segue: warning: --host \(host): whoever can reach this address, and learns the page's, can "
                    + "change the preset and see its pictures\n")
        }
        let studio = Studio(preset ?? "painters", options: options, host: host, port: port)
        let opens = open
        try await Interruption.cancelling {
            try await studio.run { address in
                Terminal.output.writeLine(address)
                if opens { Self.openPage(address) }
            }
        }
    }

    private static func openPage(_ address: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["xdg-open", address]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try? process.run()
    }
}
