extension FarmJob {
    /// The files for whatever reads commands, one a line: `commands`, whose lines may run in any order and
    /// again, and `stitch.sh`, to be run after all of them.
    public var commandFiles: [FarmFile] {
        let options = renderOptions.map { " " + $0.shellWord }.joined()
        let lines = segments.map { "\(command("render", " \($0)"))\(options)\n" }
        return [
            FarmFile("commands", lines.joined()),
            FarmFile("stitch.sh", isExecutable: true, "#!/bin/sh\nexec \(stitchCommand)\n"),
        ]
    }

    /// The command that makes the outputs of the segments.
    public var stitchCommand: String { command("stitch") }

    private func command(_ verb: String, _ segment: String = "") -> String {
        "\(program.shellWord) segments \(verb) \(folder.shellWord)\(segment) --plan \(plan)"
    }
}
