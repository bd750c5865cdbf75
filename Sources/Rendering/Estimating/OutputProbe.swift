import Formats
import Glibc
import Imaging
import Media
import Timelines

/// What an output's encoder made of a trial's pictures.
struct OutputProbe: Sendable {
    /// Bytes that the whole output will have.
    let bytes: Int
    /// Processor time of encoding all frames until the last is written, seconds.
    let writing: Double
    /// Processor time from then on, seconds.
    let finishing: Double

    /// Encodes the small film, the samples at their real size, and these small.
    ///
    /// The film's bytes are in proportion to the samples', and to its pictures that differ from the one
    /// before; its time is in proportion to pixels and frames.
    ///
    /// - Throws: `FileError`, `MediaError`, `ImagingError`, `CancellationError`.
    init(_ output: Output, _ plan: RenderPlan, _ trial: CostProbe) throws {
        let real = output.size(of: plan.resultSize)
        guard let first = trial.samples.first?.small else {
            (bytes, writing, finishing) = (0, 0, 0)
            return
        }
        let small = Self.smallSize(real, first.size, plan.resultSize)
        let flattened = { (image: Image) in output.flattened(image, over: plan.background) }
        let samples = try Self.encode(output, plan) { sink in
            for sample in trial.samples {
                try sink.write(output.sized(sample.real, over: plan.background))
            }
        }
        if output.format.isNumbered {
            let count = Double(plan.frames.count) / Double(trial.samples.count)
            bytes = Int(clamping: Double(samples.bytes) * count)
            (writing, finishing) = (samples.writing * count, 0)
            return
        }
        let smallSamples = try Self.encode(output, plan) { sink in
            for sample in trial.samples {
                try sink.write(flattened(sample.small).resized(to: small))
            }
        }
        let film = try Self.encode(output, plan) { sink in
            try trial.film.write(
                to: sink, size: small, pictures: trial.pictures.mapValues(flattened))
        }
        let pixels = Double(real.area) / Double(small.area)
        let frames = Double(plan.frames.count) / Double(max(1, trial.film.frameCount))
        let changes = Double(plan.counts.changes) / Double(max(1, trial.film.changeCount))
        let proportion = Double(samples.bytes) / Double(max(1, smallSamples.bytes))
        bytes = Int(clamping: Double(film.bytes) * proportion * changes)
        (writing, finishing) = (
            film.writing * pixels * frames, film.finishing * pixels * frames
        )
    }

    /// The output's size in the proportion of small pictures to the network's.
    private static func smallSize(
        _ real: Size, _ small: Size, _ result: Size
    ) -> Size {
        Size(
            width: max(1, real.width * small.width / max(1, result.width)),
            height: max(1, real.height * small.height / max(1, result.height)))
    }

    /// Encodes frames into a folder that is removed at once.
    private static func encode(
        _ output: Output, _ plan: RenderPlan, _ body: (any FrameSink) throws -> Void
    ) throws -> (bytes: Int, writing: Double, finishing: Double) {
        try Task.checkCancellation()
        let folder = try ScratchFolder()
        let sink = try output.sink(in: folder, rate: plan.timeline.frameRate)
        defer { sink.cancel() }
        let start = processorSeconds
        try body(sink)
        let written = processorSeconds
        try sink.finish()
        return (folder.bytes, written - start, processorSeconds - written)
    }

    /// Of all threads of this process.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension Output {
    /// A sink of this format and rate without sound.
    fileprivate func sink(in folder: ScratchFolder, rate: FrameRate) throws -> any FrameSink {
        let ending = type(of: format.traits).endings[0]
        let path = "\(folder.path)/\(format.isNumbered ? "%d" : "trial").\(ending)"
        return try makeSink(SinkOutput(path: path, frameRate: rate))
    }
}

extension ThumbnailVideo {
    /// Writes all frames, as far as there are pictures.
    fileprivate func write(
        to sink: any FrameSink, size: Size, pictures: [Int: Image]
    ) throws {
        for index in runs.indices {
            try Task.checkCancellation()
            guard let picture = try picture(index, from: pictures)?.resized(to: size) else {
                return
            }
            for _ in runs[index].frames { try sink.write(picture) }
        }
    }
}

extension Int {
    fileprivate init(clamping number: Double) {
        self = number < 0x1p62 ? Int(number.magnitude) : .max
    }
}
