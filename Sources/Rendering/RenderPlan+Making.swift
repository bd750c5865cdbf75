import Foundation
import Inference
import Media
import Networks
public import Presets
import Timelines

extension RenderPlan {
    /// Decides everything about a render: opens the input, reads the networks, resolves the timeline.
    ///
    /// Without outputs the plan is good for a contact sheet only.
    ///
    /// - Throws: `PresetProblems` for what the preset says wrongly, ``RenderError``, `MediaError`,
    ///   `WeightsError`, `GraphError`, `InferenceError`, `BuiltinNetworksError`.
    public init(_ preset: Preset, options: RenderOptions = RenderOptions()) throws {
        let file = preset.source.file
        workers = try options.checkedWorkers(
            cores: ProcessInfo.processInfo.activeProcessorCount)
        threads = options.threads
        overwrite = options.overwrite
        guard let path = options.input ?? preset.input?.value.resolved else {
            throw RenderError.noInput(preset: file)
        }
        let rate = preset.timeline.frameRate?.value ?? .film
        input = try MediaInput.open(
            path: path,
            sequenceRate: PictureRate(
                numerator: Int(rate.numerator), denominator: Int(rate.denominator))
        ).properties
        timeline = try preset.timeline(of: input)
        guard timeline.loop != .pingpong || input.isStill else {
            throw RenderError.pingpongNeedsStill(input: path)
        }
        family = try NetworkFamily(preset.networks.map { ($0.name, try preset.read($0)) })
        frames = try Self.frames(options.frames, of: timeline.frameCount)
        pictureSize = (
            max(1, Int((Double(input.width) * options.scale).rounded())),
            max(1, Int((Double(input.height) * options.scale).rounded()))
        )
        outputs =
            try options.outputs.isEmpty
            ? preset.outputs.map(OutputPlan.init)
            : options.outputs.map { try OutputPlan(OutputDescription(commandLine: $0)) }
        try checkOutputs()
    }

    private static func frames(
        _ chosen: ClosedRange<Int>?, of count: Int
    ) throws(RenderError) -> Range<Int> {
        guard let chosen else { return 0..<count }
        guard chosen.lowerBound >= 0, chosen.upperBound < count else {
            throw .framesOutOfRange(
                found: "\(chosen.lowerBound)-\(chosen.upperBound)", count: count)
        }
        return Range(chosen)
    }

    /// Refuses outputs that are the input or one another.
    private func checkOutputs() throws(RenderError) {
        var taken = [input.path]
        for output in outputs {
            if let other = taken.first(where: { FileIdentity($0) == FileIdentity(output.path) }) {
                throw .outputCollides(path: output.path, with: other)
            }
            taken.append(output.path)
        }
    }
}

/// What makes two paths the same file: the file's number, or the path where there is no file yet.
private enum FileIdentity: Equatable {
    case file(device: UInt, number: UInt)
    case path(String)

    init(_ path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = .file(device: UInt(status.st_dev), number: UInt(status.st_ino))
        } else {
            self = .path(URL(filePath: path).standardizedFileURL.path)
        }
    }
}

extension Preset {
    /// The timeline over an input: a film's own rate and length where the preset gives none.
    fileprivate func timeline(of input: SourceProperties) throws -> Timeline {
        guard !input.isStill else { return try timeline() }
        var rate = FrameRate.film
        if let own = input.frameRate {
            rate = try FrameRate(Int64(own.numerator), Int64(own.denominator))
        }
        var length: Time?
        if let count = input.frameCount {
            let own = input.frameRate.map { (Int64($0.numerator), Int64($0.denominator)) }
            let (numerator, denominator) =
                own ?? (rate.numerator, rate.denominator)
            length = try Time(Int64(count) * denominator, numerator)
        }
        return try timeline(defaultFrameRate: rate, defaultDuration: length)
    }

    /// Reads one of the preset's networks; an unknown built-in name is shown where it is written.
    fileprivate func read(_ network: NamedNetwork) throws -> Network {
        do {
            return try Network.read(network.reference, convention: network.convention)
        } catch let error as UnknownNetwork {
            throw problem(error.description, at: network.mark)
        }
    }
}

extension OutputPlan {
    fileprivate init(_ description: OutputDescription) {
        let format: Format =
            switch description.format {
            case .h264(let quality): .mp4(quality: quality)
            case .gif: .gif
            case .png(let depth): .png(depth == 16 ? .sixteen : .eight)
            }
        self.init(
            path: description.path.resolved, format: format, width: description.width,
            height: description.height)
    }
}
