import Files

/// Files beside an ONNX model that hold its tensors, as PyTorch's exporter writes them for larger ones.
///
/// Only plain names in the model's own folder are opened, never links: a model must not be able to read
/// anything else.
final class ONNXExternalFiles {
    /// Of the model, as the user wrote it; ends with a slash unless it is empty.
    private let folder: String
    private var files: [String: RegularFile] = [:]
    /// Bytes read of each file so far.
    private var sums: [String: Int] = [:]

    /// - Parameter model: the model's path.
    init(besideModel model: String) {
        folder = String(
            model[
                ..<(model.lastIndex(of: "/").map { model.index(after: $0) }
                    ?? model.startIndex)])
    }

    /// The bytes of one tensor.
    ///
    /// - Parameters:
    ///   - place: the tensor's name, for messages.
    ///   - model: the model's path, for messages.
    /// - Throws: `FileError`, and `WeightsError` when the name is not one of a file beside the model or
    ///   the range is not inside it.
    func bytes(
        of data: ONNXExternalData, size: Int, place: String, model: String
    ) throws -> [UInt8] {
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformedTensor(file: model, tensor: place, found: found, expected: expected)
        }
        guard data.isPlainName else {
            throw malformed(
                "external data in '\(shortened(data.location))'",
                "the name of a file beside the model")
        }
        let file = try self.file(data.location, of: model)
        guard data.length ?? size == size else {
            throw malformed("\(data.length ?? 0) bytes of external data", "\(size)")
        }
        guard data.offset <= file.size, size <= file.size - data.offset else {
            let needed = UInt64(data.offset) + UInt64(size)
            throw malformed(
                "'\(shortened(data.location))' is cut short: \(file.size) of at least "
                    + "\(needed) bytes",
                WeightsError.wholeFile)
        }
        // A few bytes named again and again would otherwise fill the memory.
        let sum = sums[data.location, default: 0] + size
        guard sum <= file.size else {
            throw malformed(
                "external data of \(sum) bytes in all",
                "at most the \(file.size) of '\(shortened(data.location))'")
        }
        sums[data.location] = sum
        return try file.read(data.offset..<data.offset + size)
    }

    private func file(_ name: String, of model: String) throws -> RegularFile {
        if let file = files[name] { return file }
        let path = folder + name
        do {
            let file = try RegularFile(weights: path, followsLinks: false)
            files[name] = file
            return file
        } catch FileError.missing(path, let found, _) {
            throw FileError.missing(
                path: path, found: found, expected: "the weights of \(model), in the same folder")
        }
    }
}
