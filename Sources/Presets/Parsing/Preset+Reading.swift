import Files

extension Preset {
    /// Reads a preset's text; throws everything that is wrong with it at once.
    ///
    /// Times that depend on a frame rate the preset does not give are checked when
    /// ``timeline(defaultFrameRate:defaultDuration:)`` knows it.
    ///
    /// - Parameters:
    ///   - networkCheck: looks for the networks, whose faults are reported with the rest.
    ///   - outputCheck: looks at the options of outputs, likewise.
    public static func parse(
        _ text: String, file: String, checking networkCheck: NetworkReference.Check? = nil,
        outputs outputCheck: OutputSpec.Check? = nil
    ) throws(PresetProblems) -> Preset {
        try parse(
            Array(text.utf8), file: file, checking: networkCheck, outputs: outputCheck)
    }

    /// Reads a preset's bytes, UTF-8; `file` is what messages call it and what its relative paths are
    /// relative to.
    public static func parse(
        _ bytes: [UInt8], file: String, checking networkCheck: NetworkReference.Check? = nil,
        outputs outputCheck: OutputSpec.Check? = nil
    ) throws(PresetProblems) -> Preset {
        let source = try SourceText.make(bytes, file: file)
        let (document, problems) = YAMLComposer.compose(source)
        var reader = PresetParser(
            source: source, collector: ProblemCollector(source: source, problems: problems),
            networkCheck: networkCheck, outputCheck: outputCheck)
        let preset = document.flatMap { reader.preset($0.root) }
        try reader.collector.throwProblems()
        guard let preset else {
            throw PresetProblems(
                file: file,
                [PresetProblems.Problem(at: .start, "no preset, expected one", sourceLine: "")])
        }
        return preset
    }

    /// Reads and checks a preset's file: throws `FileError` or ``PresetProblems``.
    ///
    /// The checks are as for ``parse(_:file:checking:outputs:)-(String,_,_,_)``.  Only regular files are
    /// read, at most ``SourceText/sizeLimit`` bytes; a FIFO does not block.
    public static func read(
        file path: String, checking networkCheck: NetworkReference.Check? = nil,
        outputs outputCheck: OutputSpec.Check? = nil
    ) throws -> Preset {
        try parse(
            bytes(ofFile: path), file: path, checking: networkCheck, outputs: outputCheck)
    }

    /// A preset's file as it is: throws `FileError`, and ``PresetProblems`` for one that is too large.
    package static func bytes(ofFile path: String) throws -> [UInt8] {
        let file = try RegularFile(path: path, expected: "a preset")
        guard file.size <= SourceText.sizeLimit else {
            throw SourceText.tooLarge(file.size, file: path)
        }
        return try file.read(0..<file.size)
    }
}
