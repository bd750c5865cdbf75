import Imaging
import Media
import Timelines

/// A folder of segments with its frozen plan: the pieces that the machines of a farm call.
public struct SegmentJob: Sendable {
    /// The state of a segment.
    public struct Status: Sendable, Equatable {
        /// Its place in the grid.
        public let number: Int
        /// Its frames that are to be rendered.
        public let frames: Range<Int>
        /// Whether all its pictures are there.
        public let isComplete: Bool
    }

    /// The plan that was frozen, made again on this machine.
    public let plan: RenderPlan
    /// Where the pictures are, and the grid.
    public let segments: SegmentPlan
    let frozen: PlanManifest
    let folder: SegmentFolder

    /// Reads a folder's plan and makes it again.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - hash: the first digits of the hash that the plan is expected to have; empty for any.
    /// - Throws: ``RenderError/segmentsMissing(folder:found:expected:)``,
    ///   ``RenderError/badPlan(file:found:expected:)``, ``RenderError/planDiffers(place:fields:)``,
    ///   `FileError` for a plan that is not taken over, and what making a plan throws.
    public init(
        folder path: String, hash: String = "", resources: RenderResources = RenderResources()
    ) throws {
        folder = try SegmentFolder(path: path, isNamed: true)
        frozen = try PlanManifest(in: folder)
        guard frozen.hash.hasPrefix(hash) else {
            throw RenderError.planDiffers(place: path, fields: ["plan \(hash)"])
        }
        plan = try frozen.restored(in: folder, resources: resources)
        segments = plan.segmentPlan(operations: 0)
    }

    /// The plan's identity: SHA-256 of all that was frozen.
    public var hash: String { frozen.hash }

    /// The states of the segments.
    ///
    /// - Parameters:
    ///   - numbers: of segments; nil for all.
    ///   - isVerifying: whether pictures are read and their hash compared.  A segment that is not whole
    ///     loses its sidecar.
    /// - Throws: `FileError`.
    public func statuses(of numbers: [Int]? = nil, isVerifying: Bool = false) throws -> [Status] {
        let chosen = numbers.map { Set($0) }
        let keys = try FrameCacheKeys(
            plan, frozen.identity, grid: segments.grid, isTrusting: frozen.knowsPictures)
        let size = plan.resultSize
        let store = try PictureStore(
            folder, width: size.width, height: size.height, segments: chosen)
        return try segments.numbers.filter { chosen?.contains($0) ?? true }.map { number in
            let frames = segments.grid.frames(of: number).clamped(to: plan.frames)
            let stretches = plan.stretches(of: frames)
            let isComplete = try stretches.indices.allSatisfy { index in
                guard !stretches[index].frames.isEmpty else { return true }
                let key = try keys.key(of: index, in: stretches)
                return isVerifying ? store.holds(key) : store.contains(key)
            }
            return Status(
                number: number, frames: frames,
                isComplete: isComplete || store.inputEnded(keys.endMark, in: number))
        }
    }
}
