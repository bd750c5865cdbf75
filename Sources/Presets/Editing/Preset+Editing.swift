extension Preset {
    /// The preset's text with another input, all else as it is written.
    ///
    /// - Throws: ``KeyEditError/unusual(line:)``.
    package func text(withInput path: String) throws(KeyEditError) -> String {
        guard let old = input?.file else { return try text(adding: "input", path) }
        let changed = try? text(
            reading: { $0 == old.value ? path : $0.written }, writing: { $0.written })
        guard let changed else { throw .unusual(line: old.mark?.line ?? 1) }
        return changed
    }

    /// The text with a key at the top, behind the version.
    private func text(adding name: String, _ value: String) throws(KeyEditError) -> String {
        guard let root = YAMLComposer.compose(source).document?.root, let version = root["version"]
        else { throw .unusual(line: 1) }
        let extent = YAMLExtent(lines: ScalarLines(source.text))
        guard let range = extent.range(of: version), !extent.isInBrackets(root) else {
            throw .unusual(line: version.mark.line)
        }
        let line = extent.lineBreak + "\(name): \(KeyField.text(value).inYAML)"
        return source.text.inserting(line, at: extent.lineEnd(from: range.upperBound))
    }

    /// The text with one more network behind the others, all else as it is written.
    ///
    /// - Throws: ``KeyEditError/unusual(line:)``.
    package func text(
        addingNetwork name: String, _ reference: String
    ) throws(KeyEditError) -> String {
        guard let networks = YAMLComposer.compose(source).document?.root["networks"],
            case .mapping(let entries) = networks.content, let last = entries.last
        else { throw .unusual(line: 1) }
        let extent = YAMLExtent(lines: ScalarLines(source.text))
        guard let range = extent.range(of: last.value),
            let key = extent.lines.index(of: last.keyMark)
        else { throw .unusual(line: networks.mark.line) }
        let entry = "\(name.inYAML): \(reference)"
        if extent.isInBrackets(networks) {
            return source.text.inserting(", " + entry, at: range.upperBound)
        }
        return source.text.inserting(
            extent.lineBreak + extent.indentation(of: key) + entry,
            at: extent.lineEnd(from: range.upperBound))
    }
}

extension String {
    /// With a text before the scalar of a number.
    fileprivate func inserting(_ text: String, at index: Int) -> String {
        var scalars = Array(unicodeScalars)
        scalars.insert(contentsOf: text.unicodeScalars, at: index)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }
}
