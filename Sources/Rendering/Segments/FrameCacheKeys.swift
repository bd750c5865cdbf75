import Files
import Formats
import Media
import Timelines

/// The keys of a plan's pictures: frames that are computed from the same input picture with the same
/// mixture of the same networks, on machines of equal numerics, have the same key.
struct FrameCacheKeys {
    /// Of a film that ends early, marks which film and which grid: see `SegmentSidecar.inputEnded`.
    let endMark: Digest
    private let base: Digest
    private let identity: RenderFingerprint
    private let rate: FrameRate
    private let tolerance: Double
    /// For files of a sequence that are to be looked at; nil to trust the identity.
    private let source: (any FrameSource)?

    /// - Parameter isTrusting: whether the identity's hashes of a sequence's files are taken as they are,
    ///   and no file is looked at.
    init(
        _ plan: RenderPlan, _ identity: RenderFingerprint, grid: SegmentGrid,
        isTrusting: Bool = false
    )
        throws
    {
        self.identity = identity
        rate = plan.timeline.frameRate
        tolerance = plan.tolerance
        base = try identity.digest()
        endMark = try SHA256.digest(of: "\(base) \(rate) \(grid.length) \(grid.frameCount)")
        let isSequence = identity.input.kind == .sequence
        source =
            isSequence && !isTrusting
            ? try MediaInput.open(path: plan.input.path, sequenceRate: plan.timeline.frameRate)
            : nil
    }

    /// Whether keys follow from the plan, without a look at files.
    var isQuick: Bool { source == nil }

    /// The key of a stretch's picture.
    ///
    /// Where frames may be blended, that of one between two corners depends on the whole way between
    /// them, which decides what is computed.
    ///
    /// - Throws: ``RenderError/planDiffers(place:fields:)`` for a file of a sequence that is another
    ///   than the identity says.
    func key(of index: Int, in stretches: [Stretch]) throws -> Digest {
        let stretch = stretches[index]
        let hash = try SHA256()
        try hash.update("\(base) ")
        try hash.update(picture(ofFrame: stretch.frames.lowerBound))
        if tolerance > 0, !stretch.isCorner {
            let way = stretches.way(around: index)
            try hash.update("\(tolerance) \(index - way.lowerBound)")
            for place in way { try hash.update(mixtures: stretches[place].mixtures) }
        } else {
            try hash.update(mixtures: stretch.mixtures)
        }
        return try hash.digest()
    }

    /// What is known of the input's picture of a frame.
    private func picture(ofFrame frame: Int) throws -> String {
        switch identity.input.kind {
        case .still: return ""
        case .film:
            // Frame k shows time k / rate.
            let time = try rate.time(ofFrame: frame)
            return "\(time.numerator)/\(time.denominator) s"
        case .sequence: return try sequencePicture(frame)
        }
    }

    private func sequencePicture(_ frame: Int) throws -> String {
        let listed = identity.input.pictures.flatMap {
            $0.indices.contains(frame) ? $0[frame] : nil
        }
        guard let source else { return listed ?? "none" }
        guard let file = source.file(ofFrame: frame) else { return "none" }
        let found = try SHA256.digest(ofFile: file).description
        if let listed, listed != found {
            throw RenderError.planDiffers(place: file, fields: ["content"])
        }
        return found
    }
}

extension RenderPlan {
    /// The keys of its pictures, where an output keeps frames by them; else nil.
    func outputKeys() throws -> FrameCacheKeys? {
        guard outputs.contains(where: { $0.format.traits.frameKey != nil }) else { return nil }
        let grid = SegmentGrid(length: 1, frameCount: timeline.frameCount)
        return try FrameCacheKeys(self, RenderFingerprint(self), grid: grid)
    }
}

extension SHA256 {
    /// Takes in all α of a frame.
    fileprivate func update(mixtures: FrameMixtures) throws {
        try mixtures.point.map(\.bitPattern.littleEndian).withUnsafeBytes { try update($0) }
    }
}

extension [Stretch] {
    /// From the corner before a stretch to the one after it.
    fileprivate func way(around index: Int) -> ClosedRange<Int> {
        let first = self[...index].lastIndex { $0.isCorner } ?? startIndex
        let last = self[index...].firstIndex { $0.isCorner } ?? endIndex - 1
        return first...last
    }
}
