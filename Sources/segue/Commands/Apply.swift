import ArgumentParser
import Presets
import Rendering

/// `segue apply`: one picture through one mixture.
struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one picture through one mixture of networks.",
        usage: """
            segue apply --network <network> ... --input <file> --output <file> [options]
            """,
        discussion: "Prints the result's path.")

    @Option(
        help: ArgumentHelp(
            "builtin:NAME or a file, with =ALPHA where several are mixed; repeatable.",
            valueName: "network"))
    var network: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The picture.", valueName: "file"))
    var input: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The result, a PNG file.", valueName: "file"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The networks' colours where their files do not say, such as 'rgb, 0..1'.",
            valueName: "colours"))
    var io: String?

    @Option(help: ArgumentHelp("Bits a channel of the result.", valueName: "bits"))
    var depth = Depth.eight

    /// Bits a channel.
    enum Depth: String, ExpressibleByArgument, CaseIterable {
        case eight = "8"
        case sixteen = "16"
    }

    @Option(help: ArgumentHelp("Threads for the picture.", valueName: "count"))
    var threads = 1

    @Flag(help: "Replace a result that exists.")
    var overwrite = false

    func validate() throws {
        guard (1...256).contains(threads) else {
            throw ValidationError("--threads: \(threads), expected 1 to 256")
        }
    }

    func run() async throws {
        let application = try PictureApplication(
            try network.map { try WeightedReference.parse($0, alone: network.count == 1) },
            convention: try convention(), threads: threads)
        let notices = try await Interruption.cancelling {
            try application.run(
                input: input, output: output, sixteenBits: depth == .sixteen, overwrite: overwrite)
        }
        for notice in notices { Terminal.error.write("segue: note: \(notice)\n") }
        Terminal.output.write("\(output)\n")
    }

    private func convention() throws -> PixelConvention? {
        do throws(PresetValueError) {
            return try io.map { text throws(PresetValueError) in try PixelConvention.parse(text) }
        } catch {
            throw RenderError.refusedOption(name: "--io", reason: "\(error)")
        }
    }
}

extension WeightedReference {
    /// `NAME=ALPHA`, or `NAME` for all of a network that stands alone.
    static func parse(_ argument: String, alone: Bool) throws -> WeightedReference {
        if let sign = argument.lastIndex(of: "="),
            let weight = Double(argument[argument.index(after: sign)...])
        {
            return WeightedReference(
                reference: NetworkReference(String(argument[..<sign])), weight: weight)
        }
        guard alone else {
            throw RenderError.badOption(
                name: "--network", found: "'\(argument)'",
                expected: "NAME=ALPHA where several are mixed")
        }
        return WeightedReference(reference: NetworkReference(argument), weight: 1)
    }
}
