import Files

extension PresetReader {
    mutating func outputs(_ fields: Fields) -> [OutputDescription]? {
        guard let value = fields.values["output"] else { return [] }
        guard let elements = elements(of: value, "a list of outputs") else { return nil }
        var lines = [String: Int]()
        return elements.compactMap { element in
            guard let output = output(element), let mark = output.mark else { return nil }
            if let line = lines.updateValue(mark.line, forKey: output.path.resolved) {
                collector.report(
                    mark,
                    "a second output \(output.path.written.quoted) (the first is on line"
                        + " \(line)), expected another path")
            }
            return output
        }
    }

    private mutating func output(_ value: DocumentValue) -> OutputDescription? {
        let keys = ["path", "codec", "quality", "width", "height", "depth"]
        guard let fields = fields(of: value, "an output", keys) else { return nil }
        let width = side("width", in: fields)
        let height = side("height", in: fields)
        guard let pathValue = required("path", in: fields, "a path in .mp4, .gif or .png"),
            let path = path(pathValue, "a path in .mp4, .gif or .png"),
            let kind = kind(path, pathValue.mark)
        else { return nil }
        return OutputDescription(
            path: path, format: format(kind, fields), width: width, height: height,
            mark: pathValue.mark)
    }

    private mutating func side(_ key: String, in fields: Fields) -> Int? {
        fields.values[key].flatMap { whole(key, $0, in: 1...OutputDescription.sideLimit) }
    }

    private mutating func kind(
        _ path: PresetPath, _ mark: SourceMark
    ) -> OutputDescription.Kind? {
        do throws(PresetValueError) {
            return try OutputDescription.Kind.make(path: path.written)
        } catch {
            collector.report(mark, error.description)
            return nil
        }
    }

    private mutating func format(
        _ kind: OutputDescription.Kind, _ fields: Fields
    ) -> OutputDescription.Format {
        let quality = setting("quality", of: .mp4, kind, fields).flatMap {
            whole("quality", $0, in: 0...51)
        }
        let depth = setting("depth", of: .png, kind, fields).flatMap { self.depth($0) }
        if let codec = setting("codec", of: .mp4, kind, fields) { check(codec: codec) }
        return switch kind {
        case .mp4: .h264(quality: quality ?? OutputDescription.defaultQuality)
        case .gif: .gif
        case .png: .png(depth: depth ?? 8)
        }
    }

    /// A field that only one kind of output has.
    private mutating func setting(
        _ key: String, of owner: OutputDescription.Kind, _ kind: OutputDescription.Kind,
        _ fields: Fields
    ) -> DocumentValue? {
        guard let value = fields.values[key], owner != kind else { return fields.values[key] }
        collector.report(
            value.mark, "\(key) for a .\(kind.rawValue), expected it for a .\(owner.rawValue) only")
        return nil
    }

    private mutating func depth(_ value: DocumentValue) -> Int? {
        if let depth = whole(value), depth == 8 || depth == 16 { return depth }
        collector.report(value.mark, "depth \(value.found), expected 8 or 16")
        return nil
    }

    private mutating func check(codec value: DocumentValue) {
        guard let codec = text(value, "h264"), codec != "h264" else { return }
        collector.report(value.mark, "codec \(codec.quoted), expected h264")
    }
}
