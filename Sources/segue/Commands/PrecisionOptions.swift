public import ArgumentParser
public import Inference

/// The precision, for commands that run networks.
struct PrecisionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Arithmetic of the convolutions: f32, or bf16 if the processor supports it.",
            valueName: "precision"))
    var precision = Precision.f32
}

extension Precision: ExpressibleByArgument {}
