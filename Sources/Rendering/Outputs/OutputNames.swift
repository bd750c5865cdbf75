import Files
import Formats
import Glibc
import Media

/// Checks of output names that are made before any work is done for them.
enum OutputNames {
    /// Refuses outputs that are an input or one another.
    ///
    /// - Parameter frames: how many pictures a numbered output gets.
    static func check(_ outputs: [String], inputs: [String], frames: Int) throws(RenderError) {
        var taken = inputs
        for output in outputs {
            let identity = FileIdentity(output)
            if let other = taken.first(where: { FileIdentity($0) == identity }) {
                throw .outputCollides(path: output, with: other)
            }
            for input in inputs {
                guard let picture = picture(of: output, thatIs: input, frames: frames) else {
                    continue
                }
                throw .outputCollides(path: picture, with: input)
            }
            taken.append(output)
        }
    }

    /// What writes a picture's output with its format's settings.
    ///
    /// Throws for a path that no format of pictures has, that is the input, or that exists without
    /// `overwrite`.
    static func pictureWriter(
        _ path: String, _ settings: SettingValues = SettingValues(), input: String, overwrite: Bool
    ) throws -> PictureWriter {
        guard let write = OutputFormat.image(path: path, settings)?.writer.pictureWriter else {
            throw RenderError.unknownPictureFormat(path: path)
        }
        try check([path], inputs: [input], frames: 1)
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
        try check([path], inputs: inputs, frames: 1)
        if !overwrite, access(path, F_OK) == 0 { throw FileError.exists(path: path) }
    }

    /// The picture of a numbered output that would replace the input.
    private static func picture(
        of output: String, thatIs input: String, frames: Int
    ) -> String? {
        let name = input.split(separator: "/").last ?? ""
        guard let pattern = SequencePattern(output), name.hasSuffix(pattern.suffix),
            let number = Int(
                name.dropLast(pattern.suffix.count).suffix { $0.isASCII && $0.isNumber }),
            (0..<frames).contains(number)
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
