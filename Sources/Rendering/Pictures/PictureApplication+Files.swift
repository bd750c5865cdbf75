public import Files
import Formats
import Imaging
import Inference
import Media

extension PictureApplication {
    /// Reads a picture, runs the network and writes a PNG; where the output's name has a place for a
    /// number, such as `out_%04d.png`, all pictures of a sequence or a video, numbered from 0.
    ///
    /// Without that place, of a sequence or a video the first picture is taken.
    ///
    /// - Returns: what a user should hear of once, each in one line.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func run(
        input: String, output: String, gaps: SequenceGaps = .error, sixteenBits: Bool = false,
        overwrite: Bool = false
    ) throws -> [String] {
        var values = SettingValues()
        values[PNGFormat.depthSetting] = sixteenBits ? 16 : 8
        let write = try OutputNames.pictureWriter(
            output, values, input: input, overwrite: overwrite)
        let source = try MediaInput.open(path: input, InputSettings(gaps: gaps))
        var notices = source.properties.notices
        if source.isStill || SequencePattern(output) == nil {
            guard let frame = try source.next() else {
                throw RenderError.inputTooShort(file: input, firstFrame: 0)
            }
            let result = try image(of: frame.image, place: input)
            try Task.checkCancellation()
            try write(result.roundedTo16Bits(), output, overwrite ? .replace : .refuse)
            if !source.isStill {
                notices.insert("a film, of which only the first picture is taken", at: 0)
            }
        } else {
            try writeAll(
                of: source, to: output, depth: sixteenBits ? .sixteen : .eight,
                overwrite: overwrite)
        }
        return family.notices + notices.map { "\(input): \($0)" }
    }

    /// Every picture of a source through the network, which is prepared once.
    private func writeAll(
        of source: any FrameSource, to output: String, depth: SampleDepth, overwrite: Bool
    ) throws {
        let (properties, files) = (source.properties, source.files)
        let frames = properties.frameCount
        try OutputNames.check([output], inputs: [properties.path] + files, frames: frames)
        if !overwrite { try OutputNames.checkFree(output, frames: frames) }
        let size = Size(width: source.width, height: source.height)
        let worker = try worker(for: size, channels: 4, place: properties.path)
        let sink = try PNGSequenceSink(
            path: output,
            configuration: PNGSequenceSink.Configuration(
                depth: depth, existing: overwrite ? .replace : .refuse))
        do {
            while let frame = try source.next() {
                try Task.checkCancellation()
                let result = try render(frame.image, worker)
                try sink.write(result.roundedTo16Bits())
            }
            try sink.finish()
        } catch {
            sink.cancel()
            throw error
        }
    }
}
