extension Preset {
    /// The preset's text with other paths in it, all else as it is written.
    ///
    /// - Parameters:
    ///   - reading: what is written for the input, its sound, the weights' file, a mask or a network's file.
    ///   - writing: what is written for an output.
    /// - Throws: a path that is written over several lines.
    public func text(
        reading: (Preset.Path) -> String, writing: (Preset.Path) -> String
    ) throws(PresetProblems) -> String {
        let files = networks.compactMap { network -> Located<Preset.Path>? in
            guard case .file(let path) = network.reference else { return nil }
            return Located(path, at: network.mark)
        }
        let inputs = [input?.file, input?.sound, timeline.source?.file].compactMap(\.self)
        let read = inputs + regions.compactMap(\.maskFile) + files
        let written = outputs.map { Located($0.path, at: $0.mark) }
        let changes =
            read.map { ($0, reading($0.value)) } + written.map { ($0, writing($0.value)) }
        var lines = ScalarLines(source.text)
        // From the end on, so that the places before are still where they were.
        for (path, text) in changes.sorted(by: { ($0.0.mark ?? .start) > ($1.0.mark ?? .start) }) {
            guard let mark = path.mark, path.value.written != text else { continue }
            guard let range = lines.scalar(at: mark, saying: path.value.written) else {
                throw problem("a path over several lines, expected it on one", at: mark)
            }
            lines.scalars.replaceSubrange(range, with: text.inYAML.unicodeScalars)
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: lines.scalars)
        return String(text)
    }
}
