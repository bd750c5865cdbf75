public import Files
import Formats
import Imaging
import Inference
import Media
import Timelines

extension PictureApplication {
    /// Reads a picture, runs the network and writes the result, in the format of the output's ending; where
    /// the output's name has a place for a number, such as `out_%04d.png`, all pictures of a sequence or a
    /// video, numbered from 0.
    ///
    /// Without that place, of a sequence or a video the first picture is taken.
    ///
    /// - Parameters:
    ///   - sixteenBits: whether samples have 16 bits instead of 8, in a format with that choice.
    ///   - quality: of a format that has one, 0 (best) … 51; nil for its standard.
    /// - Returns: what a user should hear of once, each in one line.
    /// - Throws: ``RenderError``, `FileError`, `MediaError`, `InferenceError`, `CancellationError`.
    public func run(
        input: String, output: String, gaps: SequenceGaps = .error, sixteenBits: Bool = false,
        quality: Int? = nil, overwrite: Bool = false
    ) throws -> [String] {
        let format = try OutputNames.pictureFormat(
            output, depth: sixteenBits ? .sixteen : nil, quality: quality)
        let write = try OutputNames.pictureWriter(
            output, format, input: input, overwrite: overwrite)
        let source = try MediaInput.open(path: input, InputSettings(gaps: gaps))
        let output =
            source.isStill
            ? SequencePattern(output)?.path(0) ?? output
            : SequencePattern.spelled(hashesIn: output) ?? output
        let mask = try effect.readMask(over: source.properties)
        var notices = source.properties.notices
        if source.isStill || SequencePattern(output) == nil {
            guard let frame = try source.next() else {
                throw RenderError.inputTooShort(file: input, firstFrame: 0)
            }
            let result = try image(of: frame.image, where: mask, place: input)
            try Task.checkCancellation()
            try write(format.prepared(result), output, overwrite ? .replace : .refuse)
            if result.hasAlpha, !format.traits.holdsAlpha {
                notices.append("what is transparent is laid on \(Colour.black)")
            }
            if !source.isStill {
                notices.insert("a film, of which only the first picture is taken", at: 0)
            }
        } else {
            try writeAll(
                of: source, where: mask, to: output, format, overwrite: overwrite)
        }
        return family.notices + notices.map { "\(input): \($0)" }
    }

    /// Every picture of a source through the network, which is prepared once.
    private func writeAll(
        of source: any FrameSource, where mask: RegionMask?, to output: String,
        _ format: OutputFormat, overwrite: Bool
    ) throws {
        let (properties, files) = (source.properties, source.files)
        let frames = properties.frameCount
        try OutputNames.check(
            [(output, 0..<frames)], inputs: [properties.path] + files + effect.files)
        if !overwrite { try OutputNames.checkFree(output, frames: frames) }
        let size = Size(width: source.width, height: source.height)
        let renderer = try renderer(for: size, channels: 4, where: mask, place: properties.path)
        let sink = try format.writer.makeSink(
            SinkOutput(
                path: output, frameRate: properties.frameRate ?? .oneASecond,
                existing: overwrite ? .replace : .refuse))
        do {
            while let frame = try source.next() {
                try Task.checkCancellation()
                let result = try render(frame.image, renderer)
                try sink.write(format.prepared(result))
            }
            try sink.finish()
        } catch {
            sink.cancel()
            throw error
        }
    }
}

extension OutputFormat {
    /// An image as the format takes it: what it cannot hold is clipped, or laid on black.
    fileprivate func prepared(_ image: Image) -> Image {
        let image = traits.holdsAlpha ? image : image.laid(over: .black)
        return holdsExtendedRange ? image : image.roundedTo16Bits()
    }
}
