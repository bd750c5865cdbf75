public import Formats
import Imaging
public import Inference
import Media
public import Rendering
public import Timelines

/// The results and the needs of a plan.
public struct PlanSummary: Sendable {
    /// The input of a plan.
    public struct Input: Sendable {
        /// As the user wrote it.
        public let path: String
        /// Columns, pixels.
        public let width: Int
        /// Rows, pixels.
        public let height: Int
        /// Whether it is one picture.
        public let isStill: Bool
        /// Of a film; nil where it has no rate.
        public let framesPerSecond: Double?
        /// Whether there is sound.
        public let hasSound: Bool

        init(_ source: SourceProperties, hasSound: Bool) {
            (path, width, height) = (source.path, source.width, source.height)
            (isStill, self.hasSound) = (source.isStill, hasSound)
            framesPerSecond = source.frameRate?.framesPerSecond
        }
    }

    /// One file, or numbered files, that are written.
    public struct Output: Sendable {
        /// As the user wrote it.
        public let path: String
        /// What is written.
        public let format: OutputFormat
        /// Columns, pixels.
        public let width: Int
        /// Rows, pixels.
        public let height: Int
        /// When it is whole, by the trial, bytes; of a video without the sound.
        public let bytes: Int
        /// What stands beside it until then, bytes: a GIF's frames.
        public let besideBytes: Int
    }

    /// A folder that is written in.
    public struct Folder: Sendable {
        /// As the user wrote it.
        public let path: String
        /// At the most at a time, by the trial, bytes.
        public let renderingBytes: Int
        /// Of that, what is left when the render is done, bytes.
        public let keptBytes: Int
        /// Which of the summary's file systems it is on, 0….
        public let fileSystem: Int
    }

    /// A file system that folders are on.
    public struct FileSystem: Sendable {
        /// What may still be written, bytes; nil where the system does not say.
        public let freeBytes: Int?
        /// In all of its folders at a time, by the trial, bytes.
        public let neededBytes: Int
        /// What is missing for that, bytes; 0 where it fits.
        public let missingBytes: Int
    }

    /// SHA-256 of all that decides the render's bytes.
    public let hash: String
    /// The input.
    public let input: Input
    /// The preset's networks, in its order.
    public let networks: [String]
    /// The layers in the order of the preset: their parts, and how many parameters of a network each has.
    public let layers: [(part: String, parameters: Int)]
    /// The regions' masks, in the order of the preset.
    public let masks: [String]
    /// Where the regions are, each in a line for people.
    public let regions: [String]
    /// The opacity of the effect over the input, for people; nil where the preset says nothing.
    public let opacity: String?
    /// The noise of the input's shots and the mixtures that it chooses; empty without `level: auto`.
    public let noisyShots: [NoisyShot]
    /// How mixtures become images.
    public let mixing: MixingMethod
    /// What a user should hear of before the render, each in one line.
    public let notices: [String]
    /// The structure that all networks share.
    public let structure: String
    /// The frames that are rendered, out of the timeline's.
    public let frames: Range<Int>
    /// Frames of the timeline.
    public let timelineFrames: Int
    /// The number of times that a network runs.
    public let inferences: Int
    /// Whether it may be fewer, which the pictures decide.
    public let isAtMost: Bool
    /// The timeline's.
    public let frameRate: FrameRate
    /// How the path was brought to the film's length; nil where the preset says nothing.
    public let fit: Fit?
    /// The path's own length, before it was fitted, seconds.
    public let pathLength: Double
    /// The length of one pass of the film, seconds.
    public let filmLength: Double
    /// How many keys are after the last frame, so that the film ends before them.
    public let keysLeftOut: Int
    /// Of each transition that keeps an even pace how many times the mean visible change its fastest part
    /// had without; nil where the preset asks for none.
    public let unevenness: [Double]?
    /// Whether the last mixture is held to the end.
    public var isHeld: Bool { pathLength < filmLength && fit != .stretch && fit != .loop }
    /// Of the networks' pictures, pixels.
    public let width: Int
    /// Of the networks' pictures, pixels.
    public let height: Int
    /// Multiply-adds of a picture.
    public let operations: Int
    /// The precision of the products.
    public let precision: Precision
    /// What that changes in the middle frame; nil for float32.
    public let precisionDifference: PrecisionDifference?
    /// Who renders, and what is held.
    public let prepared: ResourcePlan
    /// Of the whole render, by the trial, wall time.
    public let seconds: Double
    /// Frames that were rendered to find out.
    public let trialFrames: Int
    /// What is written.
    public let outputs: [Output]
    /// Where pictures are stored; nil for a short render.
    public let segments: SegmentPlan?
    /// Where files are written, in the order of the outputs, and at last the segments'.
    public let folders: [Folder]
    /// The file systems that the folders are on.
    public let fileSystems: [FileSystem]
}

extension PlanSummary {
    /// The frame rate as the nearest number.
    public var framesPerSecond: Double { frameRate.framesPerSecond }

    /// Seconds of what is made.
    public var length: Double { Double(frames.count) / framesPerSecond }
}

extension PlanSummary {
    /// Compiles the family, renders and encodes a few frames, and estimates from them what the whole
    /// render makes and takes.
    ///
    /// - Throws: ``RenderError``, `MediaError`, `GraphError`, `InferenceError`, `CancellationError`.
    public init(_ plan: RenderPlan) async throws {
        prepared = try plan.prepared()
        operations = prepared.family.operationCount
        segments = SegmentPlan(ifStored: plan, operations: operations)
        let estimate = try await plan.estimate(prepared)
        let size = plan.resultSize
        hash = try PlanManifest(
            freezing: plan, SegmentPlan(of: plan, operations: operations), isForFarm: false
        ).hash
        input = Input(plan.input, hasSound: plan.sound != nil)
        networks = plan.family.names
        layers = plan.layers.map { ("\($0.part)", $0.parameterCount) }
        masks = plan.regions.map(\.maskName)
        regions = plan.regions.map(\.summary)
        opacity = plan.opacity?.summary
        noisyShots = plan.noisyShots ?? []
        mixing = plan.mixing
        notices = plan.allNotices
        structure = plan.family.structureName
        frames = plan.frames
        timelineFrames = plan.timeline.frameCount
        inferences = plan.inferenceCount
        isAtMost = plan.tolerance > 0
        frameRate = plan.timeline.frameRate
        fit = plan.timeline.fit
        pathLength = plan.timeline.pathLength.seconds
        filmLength = plan.timeline.end.seconds
        keysLeftOut = plan.timeline.keysLeftOut
        unevenness = plan.paces.map { $0.flatMap { $0.compactMap { $0?.unevenness } } }
        (width, height) = (size.width, size.height)
        precision = plan.resources.precision
        precisionDifference = try plan.precisionDifference()
        (seconds, trialFrames) = (estimate.seconds, estimate.trialFrames)
        outputs = zip(plan.outputs, estimate.outputBytes).map { output, bytes in
            let size = output.size(of: size)
            return Output(
                path: output.path, format: output.format, width: size.width,
                height: size.height, bytes: bytes, besideBytes: plan.spoolBytes(of: output))
        }
        let bytes = Dictionary(
            zip(plan.outputs.map(\.path), estimate.outputBytes), uniquingKeysWith: +)
        let shares = DiskShare.shares(
            of: plan.disk(segments?.diskNeed) { bytes[$0.path] ?? 0 })
        folders = shares.enumerated().flatMap { number, share in
            share.needs.map { need in
                Folder(
                    path: need.folder, renderingBytes: need.rendering, keptBytes: need.kept,
                    fileSystem: number)
            }
        }
        fileSystems = shares.map { share in
            FileSystem(
                freeBytes: share.space?.free, neededBytes: share.rendering,
                missingBytes: share.missing)
        }
    }
}
