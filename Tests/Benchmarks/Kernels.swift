import ArgumentParser
import Inference

/// `Benchmarks kernels`: a table of what every kernel does in a second.
struct Kernels: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure kernels one after the other, on one core but for convolutions.")

    @Option(help: ArgumentHelp("Threads of the convolutions, 1 to 256.", valueName: "count"))
    var threads = 1

    func validate() throws {
        guard (1...256).contains(threads) else {
            throw ValidationError("--threads: \(threads), expected 1 to 256")
        }
    }

    func run() throws {
        let peak = EngineTraits.measuredPeak()
        print(
            "one core at most: \(decimal(peak / 1e9)) GFLOP/s (\(EngineTraits.kernelInstructions))\n"
        )
        print(Measurement.titles)
        for members in 2...8 { print(weightedSum(members: members).line) }
        for shape in normalizedShapes { print(moments(shape).line) }
        for shape in normalizedShapes { print(pass(shape).line) }
        for layer in transformerLayers {
            print(try convolution(layer, threads: threads).line(peak: peak * Double(threads)))
        }
    }
}
