import Files
import Imaging
import Inference
import Media
import Networks
import Timelines

/// Where a render stores its pictures, and how they are divided.
public struct SegmentPlan: Sendable, Equatable {
    /// The folder.
    public let folder: String
    /// The division of the timeline's frames.
    public let grid: SegmentGrid
    /// The frames that are rendered.
    public let frames: Range<Int>
    /// Pictures that are stored, equal ones once.
    public let pictureCount: Int
    /// Bytes of one picture.
    public let pictureBytes: Int
    /// Whether they stay after the render.
    public let isKept: Bool

    /// The segments that the frames belong to.
    public var numbers: Range<Int> { grid.numbers(of: frames) }

    /// Bytes of all pictures.
    public var bytes: Int { pictureCount * pictureBytes }
}

extension RenderPlan {
    /// Multiply-adds of a render from which on its pictures are stored without being asked for: some
    /// half a minute of a fast desktop's two cores.
    public static let storingThreshold = 20_000_000_000_000

    /// Multiply-adds after which a segment is complete, and what may be lost at a power cut.
    private static let segmentOperations = 2_000_000_000_000
    /// Bytes of a segment at most.
    private static let segmentBytes = 128_000_000

    /// Where pictures are stored; nil for a short render, unless it was asked for.
    ///
    /// - Parameter operations: multiply-adds of one picture.
    func segments(operations: Int) -> SegmentPlan? {
        let (work, overflow) = operations.multipliedReportingOverflow(by: max(inferenceCount, 1))
        let isAskedFor = storage.isKept || storage.folder != nil
        guard isAskedFor || overflow || work >= Self.storingThreshold else { return nil }
        return segmentPlan(operations: operations)
    }

    /// The same for a farm, which stores in any case.
    func segmentPlan(operations: Int) -> SegmentPlan {
        let size = resultSize
        let bytes = SegmentFolder.pictureBytes(width: size.width, height: size.height)
        let usual = min(Self.segmentOperations / max(operations, 1), Self.segmentBytes / bytes)
        return SegmentPlan(
            folder: segmentFolder,
            grid: SegmentGrid(
                length: storage.length ?? max(usual, 1), frameCount: timeline.frameCount),
            frames: frames, pictureCount: counts.distinctPictures, pictureBytes: bytes,
            isKept: storage.isKept)
    }

    /// Size of the pictures that the networks give, pixels.
    var resultSize: Size { pictureSize.multiplied(by: family.sizeRule.scale) }

    /// The folder that was asked for, or `OUTPUT.segments` beside the first output; a numbered output
    /// without its number.
    var segmentFolder: String {
        if let folder = storage.folder { return folder }
        guard let path = outputs.first?.path else { return "segments" }
        guard let pattern = SequencePattern(path) else { return path + ".segments" }
        let name = pattern.prefix.reversed().drop { ".-_ ".contains($0) }.reversed()
        let isFolder = name.isEmpty || name.last == "/"
        return String(name) + (isFolder ? "frames.segments" : ".segments")
    }
}

/// What the user says about storing pictures.
public struct StorageOptions: Sendable, Equatable {
    /// The folder of segments; nil for one beside the first output.
    public var folder: String?
    /// Frames of a segment; nil to decide by work and size.
    public var length: Int?
    /// Whether segments stay after the render.
    public var isKept = false

    /// Nothing said.
    public init() {}

    /// Throws ``RenderError/badOption(name:found:expected:)`` for a number outside its range.
    func check() throws(RenderError) {
        guard let length, !(1...1_000_000).contains(length) else { return }
        throw .badOption(
            name: "--segment-length", found: "\(length)", expected: "1 to 1000000 frames")
    }
}
