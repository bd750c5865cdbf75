import ArgumentParser
import Files

/// Permission to mix unrelated networks, for commands that mix.
struct RelationOptions: ParsableArguments {
    @Flag(help: "Also mix networks that compare reports as unrelated.")
    var allowUnrelated = false

    /// Shows warnings before networks are mixed, and rethrows the error that refuses them.
    ///
    /// - Parameter warnings: checks the networks, given whether unrelated ones are allowed.
    func check(_ warnings: (Bool) throws -> [String]) rethrows {
        for warning in try warnings(allowUnrelated) {
            Terminal.error.write("segue: warning: \(warning.printable)\n")
        }
    }
}
