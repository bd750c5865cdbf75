import ArgumentParser
import Presets
import Rendering
import Weights

/// `segue blend`: writes a mixture as a network file.
struct Blend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a mixture of networks as a single network, for other programs.",
        usage: "segue blend --network <network> ... --output <file> [options]",
        discussion: """
            Writes safetensors with the first network's tensor names. A mixture of ONNX files may \
            also be written as .onnx. Prints the path of the result.
            """)

    @OptionGroup var mixture: MixtureOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The result, .safetensors or .onnx.", valueName: "file"),
        completion: .file())
    var output: String

    @Flag(help: "Store 16-bit floats in a safetensors file, which halves its size.")
    var half = false

    @Flag(help: "Replace an existing result.")
    var overwrite = false

    func run() throws {
        let blend = try BakedNetwork(
            mixture.references(), convention: mixture.settings.convention(),
            statistics: mixture.settings.norm)
        try relation.check { try blend.mixingWarnings(allowingUnrelated: $0) }
        try blend.write(
            to: output, elementType: half ? .float16 : .float32, overwrite: overwrite)
        for notice in blend.notices(writingTo: output) {
            Terminal.note(notice)
        }
        Terminal.output.writeLine(output)
    }
}
