import Imaging
import Inference
import Media
import Networks
import Timelines

extension RenderPlan {
    /// Compiles the family, renders and encodes a few frames, and says what the render will make and
    /// take.
    ///
    /// - Throws: ``RenderError``, `MediaError`, `GraphError`, `InferenceError`, `CancellationError`.
    public func summary() async throws -> PlanSummary {
        let prepared = try prepared()
        let operations = prepared.family.operationCount
        let segments = segments(operations: operations)
        let estimate = try await estimate(prepared)
        let shares = shares(segments, estimate)
        return PlanSummary(
            hash: try hash(segmentPlan(operations: operations)), input: PlanSummary.Input(input),
            networks: family.names, masks: regions.map(\.path),
            structure: family.structureName, frames: frames,
            timelineFrames: timeline.frameCount, inferences: inferenceCount,
            isAtMost: tolerance > 0, frameRate: timeline.frameRate, fit: timeline.fit,
            pathLength: timeline.pathLength.seconds, filmLength: timeline.end.seconds,
            width: resultSize.width, height: resultSize.height, operations: operations,
            precision: resources.precision,
            precisionDifference: try precisionDifference(), prepared: prepared,
            tiles: prepared.tiles, seconds: estimate.seconds, trialFrames: estimate.trialFrames,
            outputs: zip(outputs, estimate.outputBytes).map(summary), segments: segments,
            folders: shares.enumerated().flatMap(Self.folders),
            fileSystems: shares.map { share in
                PlanSummary.FileSystem(
                    freeBytes: share.space?.free, neededBytes: share.rendering,
                    missingBytes: share.missing)
            })
    }

    /// What is written where, by the trial.
    private func shares(_ segments: SegmentPlan?, _ estimate: RenderEstimate) -> [DiskShare] {
        let bytes = Dictionary(
            zip(outputs.map(\.path), estimate.outputBytes), uniquingKeysWith: +)
        return DiskShare.shares(of: disk(segments: segments) { bytes[$0.path] ?? 0 })
    }

    private func summary(_ output: Output, bytes: Int) -> PlanSummary.Output {
        let size = output.size(of: resultSize)
        return PlanSummary.Output(
            path: output.path, format: output.format, width: size.width, height: size.height,
            bytes: bytes, besideBytes: spoolBytes(of: output))
    }

    private static func folders(_ number: Int, _ share: DiskShare) -> [PlanSummary.Folder] {
        share.needs.map { need in
            PlanSummary.Folder(
                path: need.folder, renderingBytes: need.rendering, keptBytes: need.kept,
                fileSystem: number)
        }
    }
}

extension Double {
    /// Up to three decimals, never with a comma; of numbers of 0 or more.
    package var thousandths: String {
        let thousandths = Int((self * 1000).rounded())
        let rest = String(String(thousandths % 1000 + 1000).dropFirst())
        let digits = rest.reversed().drop { $0 == "0" }.reversed()
        return "\(thousandths / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
    }
}
