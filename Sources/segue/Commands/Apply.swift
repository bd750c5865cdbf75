import ArgumentParser
import Presets
import Rendering

/// `segue apply`: one picture through one mixture.
struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one picture through one mixture of networks.")

    @Option(
        help: "builtin:NAME or a file, with =ALPHA where several are mixed; repeatable.")
    var network: [String]

    @Option(name: .shortAndLong, help: "The picture.")
    var input: String

    @Option(name: .shortAndLong, help: "The result, a PNG file.")
    var output: String

    @Option(help: "The networks' colours where their files do not say: 'rgb, 0..1'.")
    var io: String?

    @Option(help: "Bits a channel of the result.")
    var depth = Depth.eight

    /// Bits a channel.
    enum Depth: String, ExpressibleByArgument, CaseIterable {
        case eight = "8"
        case sixteen = "16"
    }

    @Option(help: "Threads.")
    var threads = 1

    @Flag(help: "Replace a result that exists.")
    var overwrite = false

    func validate() throws {
        guard !network.isEmpty else {
            throw ValidationError("--network: none given, expected at least one")
        }
        guard (1...256).contains(threads) else {
            throw ValidationError("--threads: \(threads), expected 1 to 256")
        }
    }

    func run() async throws {
        let convention = try io.map { try PixelConvention.parse($0) }
        let application = try PictureApplication(
            try network.map { try WeightedReference.parse($0, alone: network.count == 1) },
            convention: convention, threads: threads)
        let notices = try await Interruption.cancelling {
            try application.run(
                input: input, output: output, sixteenBits: depth == .sixteen, overwrite: overwrite)
        }
        for notice in notices { Terminal.error.write("segue: note: \(notice)\n") }
        Terminal.output.write("\(output)\n")
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
            throw ValidationError(
                "--network: '\(argument)', expected NAME=ALPHA where several are mixed")
        }
        return WeightedReference(reference: NetworkReference(argument), weight: 1)
    }
}
