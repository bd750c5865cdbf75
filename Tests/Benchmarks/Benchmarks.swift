import ArgumentParser

/// Measures the engine's kernels by themselves, and writes what a mixture computes for comparison with
/// other programs; see README.md.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Kernels by themselves, and a mixture's output for other programs.",
        subcommands: [Kernels.self, Export.self], defaultSubcommand: Kernels.self)
}
