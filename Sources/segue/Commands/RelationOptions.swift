import ArgumentParser
import Files

/// What commands that mix networks take alike.
struct RelationOptions: ParsableArguments {
    @Flag(help: "Mix also networks that compare calls unrelated.")
    var allowUnrelated = false

    /// Shows what there is to hear before networks are mixed; passes on that they are refused.
    ///
    /// - Parameter warnings: looks at the networks, told whether unrelated ones are allowed.
    func check(_ warnings: (Bool) throws -> [String]) rethrows {
        for warning in try warnings(allowUnrelated) {
            Terminal.error.write("segue: warning: \(warning.printable)\n")
        }
    }
}
