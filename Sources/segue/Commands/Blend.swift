import ArgumentParser
import Presets
import Rendering
import Weights

/// `segue blend`: a mixture baked into a network file.
struct Blend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a mixture of networks as one network, for other programs.",
        usage: "segue blend --network <network> ... --output <file> [options]",
        discussion: """
            Writes safetensors under the first network's tensor names; of ONNX files also .onnx. \
            Prints the result's path.
            """)

    @OptionGroup var mixture: MixtureOptions
    @OptionGroup var relation: RelationOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The result, .safetensors or .onnx.", valueName: "file"),
        completion: .file())
    var output: String

    @Flag(help: "16-bit floats in a safetensors file, half its size.")
    var half = false

    @Flag(help: "Replace a result that exists.")
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
