import Formats
import Imaging
import Inference
import Rendering
import Segments
import Timelines

/// The plan of a render and its needs, as JSON.
///
/// `{"hash", "input": {"path", "width", "height", "still", "frames_per_second", "sound"}, "networks":
/// [name], "layers": [part], "masks": [path], "mixing": "networks" | "cross-fade" | "side-by-side", "noise":
/// [{"start_seconds", "sigma", "remaining", "weights": [number]}] | null, "notes": [text], "structure", "frames", "first_frame", "timeline_frames", "inferences",
/// "inferences_at_most", "frame_rate", "frames_per_second", "length_seconds", "fit", "path_seconds",
/// "film_seconds", "held_from_seconds", "keys_left_out", "pace", "pace_unevenness",
/// "width", "height", "multiply_adds", "precision", "precision_levels",
/// "precision_decibels", "workers", "threads", "cores", "tiles": {"count", "side", "overlap_percent"},
/// "bands", "worker_bytes", "memory_bytes", "memory_limit_bytes", "seconds_estimated", "trial_frames",
/// "disk": [{"folder", "rendering_bytes", "kept_bytes", "file_system"}], "file_systems":
/// [{"free_bytes", "needed_bytes", "missing_bytes"}], "segments": {"folder", "count", "length", "bytes",
/// "kept"}, "outputs": [{"path", "format", "width", "height", "bytes", "beside_bytes"}]}`.
///
/// The frame rate is exact, as `24000/1001`; `file_system` counts the list after it from 0.  Values that do not
/// exist or are not known are null.
enum PlanDocument {
    private struct Input: Encodable {
        let path: String
        let width: Int
        let height: Int
        let still: Bool
        let framesPerSecond: Nullable<Double>
        let sound: Bool

        init(_ input: PlanSummary.Input) {
            (path, width, height) = (input.path, input.width, input.height)
            (still, sound) = (input.isStill, input.hasSound)
            framesPerSecond = Nullable(wrappedValue: input.framesPerSecond)
        }
    }

    private struct Shot: Encodable {
        let startSeconds: Double
        let sigma: Nullable<Double>
        let remaining: Nullable<Double>
        let weights: [Double]

        init(_ shot: NoisyShot, _ networks: [String]) {
            startSeconds = shot.start.seconds
            sigma = Nullable(wrappedValue: shot.noise?.deviation)
            remaining = Nullable(wrappedValue: shot.noise?.remaining)
            weights = networks.map { shot.mixture.weight(of: $0) }
        }
    }

    private struct Tiles: Encodable {
        let count: Int
        let side: Int
        let overlapPercent: Int
    }

    private struct Folder: Encodable {
        let folder: String
        let renderingBytes: Int
        let keptBytes: Int
        let fileSystem: Int
    }

    private struct FileSystem: Encodable {
        let freeBytes: Nullable<Int>
        let neededBytes: Int
        let missingBytes: Int
    }

    private struct Segments: Encodable {
        let folder: String
        let count: Int
        let length: Int
        let bytes: Int
        let kept: Bool
    }

    private struct Output: Encodable {
        let path: String
        let format: String
        let width: Int
        let height: Int
        let bytes: Int
        let besideBytes: Int
    }

    /// The text, keys in the order above.
    static func json(_ summary: PlanSummary) throws -> String {
        var document = JSONDocument()
        try document.add("hash", summary.hash)
        try document.add("input", Input(summary.input))
        try document.add("networks", summary.networks)
        try document.add("layers", summary.layers.map(\.part))
        try document.add("masks", summary.masks)
        try document.add("mixing", summary.mixing.rawValue)
        let shots = summary.noisyShots.map { Shot($0, summary.networks) }
        try document.add("noise", Nullable(wrappedValue: shots.isEmpty ? nil : shots))
        try document.add("notes", summary.notices)
        try document.add("structure", summary.structure)
        try addFrames(of: summary, to: &document)
        try addResources(of: summary, to: &document)
        try document.add("seconds_estimated", summary.seconds)
        try document.add("trial_frames", summary.trialFrames)
        try addDisk(of: summary, to: &document)
        return document.text
    }

    private static func addFrames(
        of summary: PlanSummary, to document: inout JSONDocument
    ) throws {
        try document.add("frames", summary.frames.count)
        try document.add("first_frame", summary.frames.lowerBound)
        try document.add("timeline_frames", summary.timelineFrames)
        try document.add("inferences", summary.inferences)
        try document.add("inferences_at_most", summary.isAtMost)
        try document.add("frame_rate", "\(summary.frameRate)")
        try document.add("frames_per_second", summary.framesPerSecond)
        try document.add("length_seconds", summary.length)
        try document.add("fit", Nullable(wrappedValue: summary.fit?.rawValue))
        try document.add("path_seconds", summary.pathLength)
        try document.add("film_seconds", summary.filmLength)
        try document.add(
            "held_from_seconds", Nullable(wrappedValue: summary.isHeld ? summary.pathLength : nil))
        try document.add("keys_left_out", summary.keysLeftOut)
        try document.add("pace", summary.unevenness == nil ? "none" : "even")
        try document.add(
            "pace_unevenness", Nullable(wrappedValue: summary.unevenness?.max()))
        try document.add("width", summary.width)
        try document.add("height", summary.height)
        try document.add("multiply_adds", summary.operations)
        let difference = summary.precisionDifference
        let decibels = difference.flatMap { $0.decibels.isFinite ? $0.decibels : nil }
        try document.add("precision", summary.precision.rawValue)
        try document.add("precision_levels", Nullable(wrappedValue: difference?.largest))
        try document.add("precision_decibels", Nullable(wrappedValue: decibels))
    }

    private static func addResources(
        of summary: PlanSummary, to document: inout JSONDocument
    ) throws {
        let prepared = summary.prepared
        try document.add("workers", prepared.workers)
        try document.add("threads", prepared.threads)
        try document.add("cores", prepared.cores)
        let tiles = summary.prepared.tiles.map {
            Tiles(count: $0.count, side: $0.side, overlapPercent: $0.overlapPercent)
        }
        try document.add("tiles", Nullable(wrappedValue: tiles))
        try document.add("bands", prepared.isInBands)
        try document.add("worker_bytes", prepared.workerBytes)
        try document.add("memory_bytes", prepared.memory.bytes)
        try document.add("memory_limit_bytes", prepared.limit.bytes)
    }

    private static func addDisk(of summary: PlanSummary, to document: inout JSONDocument) throws {
        let folders = summary.folders.map {
            Folder(
                folder: $0.path, renderingBytes: $0.renderingBytes, keptBytes: $0.keptBytes,
                fileSystem: $0.fileSystem)
        }
        let systems = summary.fileSystems.map {
            FileSystem(
                freeBytes: Nullable(wrappedValue: $0.freeBytes), neededBytes: $0.neededBytes,
                missingBytes: $0.missingBytes)
        }
        let segments = summary.segments.map {
            Segments(
                folder: $0.folder, count: $0.numbers.count, length: $0.grid.length,
                bytes: $0.bytes, kept: $0.isKept)
        }
        let outputs = summary.outputs.map {
            Output(
                path: $0.path, format: $0.format.name, width: $0.width, height: $0.height,
                bytes: $0.bytes, besideBytes: $0.besideBytes)
        }
        try document.add("disk", list: folders)
        try document.add("file_systems", list: systems)
        try document.add("segments", Nullable(wrappedValue: segments))
        try document.add("outputs", list: outputs)
    }
}
