import ArgumentParser
import Imaging
import Inference
import Networks
import Presets
import Rendering
import Weights

/// `Benchmarks export`: a picture and what a mixture of two networks makes of it, float for float.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a test picture and what (1 - ALPHA) A + ALPHA B makes of it.",
        discussion: """
            The result is a safetensors file with the tensors 'input' and 'output', both 1 x 3 x height \
            x width, float32, RGB and 0 to 1, not clipped.
            """)

    @Argument(help: "A network file.")
    var first: String

    @Argument(help: "Another of the same structure.")
    var second: String

    @Option(help: ArgumentHelp("The second network's share.", valueName: "share"))
    var alpha = 0.7

    @Option(help: ArgumentHelp("Width of the picture.", valueName: "pixels"))
    var width = 640

    @Option(help: ArgumentHelp("Height of the picture.", valueName: "pixels"))
    var height = 360

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads = 1

    @Option(name: .shortAndLong, help: ArgumentHelp("The result.", valueName: "file"))
    var output: String

    func run() throws {
        let convention = try PixelConvention.parse("rgb, 0..1")
        let members = try [first, second].map {
            ($0, try Network.read(NetworkReference($0), convention: convention))
        }
        let picture = try TestPictures(width: width, height: height).picture(ofFrame: 0)
        let worker = try NetworkFamily(members)
            .compiled(width: width, height: height, threads: threads).makeWorker()
        let result = try worker.render(picture, weights: [Float(1 - alpha), Float(alpha)])
        let tensors = [("input", picture), ("output", result)].map { name, image in
            (
                name,
                Tensor(shape: [1, 3, image.height, image.width], values: image.samples)
            )
        }
        try Checkpoint(
            file: output, names: tensors.map(\.0),
            tensors: Dictionary(uniqueKeysWithValues: tensors)
        ).writeSafetensors(to: output)
    }
}
