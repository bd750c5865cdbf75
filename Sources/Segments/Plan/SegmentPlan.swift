import Files
import Imaging
import Inference
import Media
import Networks
import Rendering
import Timelines

/// Where a render stores its images, and how they are divided.
public struct SegmentPlan: Sendable, Equatable {
    /// The folder.
    public let folder: String
    /// The division of the timeline's frames.
    public let grid: SegmentGrid
    /// The frames that are rendered.
    public let frames: Range<Int>
    /// Images that are stored, equal ones once.
    public let imageCount: Int
    /// Bytes of one image.
    public let imageBytes: Int
    /// Whether they stay after the render.
    public let isKept: Bool

    /// The segments that the frames belong to.
    public var numbers: Range<Int> { grid.numbers(of: frames) }

    /// Bytes of all images.
    public var bytes: Int { imageCount * imageBytes }

    /// Multiply-adds of a render from which on its images are stored without being asked for: some
    /// half a minute of a fast desktop's two cores.
    public static let threshold = 20_000_000_000_000

    /// Multiply-adds after which a segment is complete, and what may be lost at a power cut.
    private static let segmentOperations = 2_000_000_000_000
    /// Bytes of a segment at most.
    private static let segmentBytes = 128_000_000

    /// The segments of a plan whatever its length, as a farm needs them.
    ///
    /// - Parameter operations: multiply-adds of one image.
    init(of plan: RenderPlan, operations: Int) {
        let storage = plan.storage
        let bytes = plan.storedForm.bytes
        let usual = min(Self.segmentOperations / max(operations, 1), Self.segmentBytes / bytes)
        folder = SegmentFolder.path(of: plan)
        grid = SegmentGrid(
            length: storage.length ?? max(usual, 1), frameCount: plan.timeline.frameCount)
        frames = plan.frames
        imageCount = plan.counts.distinctImages
        imageBytes = bytes
        isKept = storage.isKept
    }

    /// The segments of a plan whose images are stored; nil for a short render, unless it was asked for.
    ///
    /// - Parameter operations: multiply-adds of one image.
    init?(ifStored plan: RenderPlan, operations: Int) {
        let (work, overflow) = operations.multipliedReportingOverflow(
            by: max(plan.inferenceCount, 1))
        let isAskedFor = plan.storage.isKept || plan.storage.folder != nil
        // A pipe takes frames at once, and cannot be gone on with.
        let isPiped = plan.outputs.contains(where: \.isStandardOutput)
        guard isAskedFor || !isPiped && (overflow || work >= Self.threshold) else { return nil }
        self.init(of: plan, operations: operations)
    }

    /// What the images take that are not in the folder yet.
    var diskNeed: DiskNeed {
        let missing = max(0, bytes - SegmentFolder.storedBytes(in: folder))
        return DiskNeed(folder: folder, rendering: missing, kept: isKept ? missing : 0)
    }
}
