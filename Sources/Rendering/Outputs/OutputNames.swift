import Files
import Formats
import Glibc
import Media

/// Checks of output names that are made before any work is done for them.
enum OutputNames {
    /// Refuses outputs that are an input or one another.
    ///
    /// - Parameter outputs: their paths, and the numbers that pictures of a numbered one get.
    static func check(
        _ outputs: [(path: String, numbers: Range<Int>)], inputs: [String]
    ) throws(RenderError) {
        var taken = inputs
        // Standard output is not what comes in at standard input.
        for (output, numbers) in outputs where output != Y4MFormat.standardOutput {
            let identity = FileIdentity(output)
            if let other = taken.first(where: { FileIdentity($0) == identity }) {
                throw .outputCollides(path: output, with: other)
            }
            for input in inputs {
                guard let picture = picture(of: output, thatIs: input, numbers) else {
                    continue
                }
                throw .outputCollides(path: picture, with: input)
            }
            taken.append(output)
        }
    }

    /// The format of a single picture's output.
    ///
    /// Throws for a path that no format of pictures has, and for a choice that its format does not have.
    ///
    /// - Parameters:
    ///   - depth: bits a sample; nil for the format's standard.
    ///   - quality: 0 (best) … 51; nil for the format's standard.
    static func pictureFormat(
        _ path: String, depth: SampleDepth? = nil, quality: Int? = nil
    ) throws(RenderError) -> OutputFormat {
        guard let type = OutputFormat.image(path: path).map({ type(of: $0.traits) }) else {
            throw .unknownPictureFormat(path: path)
        }
        var values = SettingValues()
        let chosen = [
            (PNGFormat.depthSetting, depth?.rawValue), (FormatSetting.imageQuality, quality),
        ]
        for case (let setting, let value?) in chosen {
            guard type.settings.contains(setting) else {
                let owners = OutputFormat.all.filter {
                    $0.isNumbered && $0.settings.contains(setting)
                }
                throw .badOption(
                    name: "--\(setting.key)", found: "\(value) for a .\(type.endings[0])",
                    expected: "it for a \(OutputFormat.listed(endingsOf: owners)) only")
            }
            guard setting.allows(.number(value)) else {
                throw .badOption(
                    name: "--\(setting.key)", found: "\(value)", expected: "0 (best) to 51")
            }
            values[setting] = .number(value)
        }
        return type.init(codec: nil, values).format
    }

    /// What writes a picture's output.
    ///
    /// Throws for a path that is the input, or that exists without `overwrite`.
    static func pictureWriter(
        _ path: String, _ format: OutputFormat, input: String, overwrite: Bool
    ) throws -> PictureWriter {
        guard let write = format.writer.pictureWriter else {
            throw RenderError.unknownPictureFormat(path: path)
        }
        try check([(path, 0..<1)], inputs: [input])
        if !overwrite, access(path, F_OK) == 0 { throw FileError.exists(path: path) }
        return write
    }

    /// Throws for a numbered output of which a picture exists.
    static func checkFree(_ output: String, frames: Int) throws(FileError) {
        guard let pattern = SequencePattern(output) else { return }
        for number in 0..<frames where access(pattern.path(number), F_OK) == 0 {
            throw .exists(path: pattern.path(number))
        }
    }

    /// Refuses a network's output that is neither safetensors nor ONNX, is one of the inputs, or exists
    /// without `overwrite`.
    static func check(network path: String, inputs: [String], overwrite: Bool) throws {
        guard [".safetensors", ".onnx"].contains(where: path.lowercased().hasSuffix) else {
            throw RenderError.badOption(
                name: "--output", found: "'\(path)'",
                expected: "a name that ends in .safetensors or .onnx")
        }
        try check([(path, 0..<1)], inputs: inputs)
        if !overwrite, access(path, F_OK) == 0 { throw FileError.exists(path: path) }
    }

    /// The picture of a numbered output that would replace the input.
    private static func picture(
        of output: String, thatIs input: String, _ numbers: Range<Int>
    ) -> String? {
        let name = input.split(separator: "/").last ?? ""
        guard let pattern = SequencePattern(output), name.hasSuffix(pattern.suffix),
            let number = Int(
                name.dropLast(pattern.suffix.count).suffix { $0.isASCII && $0.isNumber }),
            numbers.contains(number)
        else { return nil }
        let picture = pattern.path(number)
        return FileIdentity(picture) == FileIdentity(input) ? picture : nil
    }
}

extension Substring {
    /// The longest end of which all characters are such.
    fileprivate func suffix(_ isSuch: (Character) -> Bool) -> Substring {
        self[(lastIndex { !isSuch($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}
