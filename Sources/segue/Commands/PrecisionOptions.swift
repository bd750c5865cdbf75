public import ArgumentParser
public import Inference

/// What commands that run networks take alike.
struct PrecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What convolutions multiply: f32, or bf16 where the processor has it.",
            valueName: "precision"))
    var precision = Precision.f32
}

extension Precision: ExpressibleByArgument {}
