package import Files
import Formats
import Media
import Timelines

/// The keys of a plan's images: frames that are computed from the same input image with the same
/// mixture of the same networks, on machines of equal numerics, have the same key.
package struct FrameCacheKeys: Sendable {
    /// The hash of what all frames have in common.
    package let base: Digest
    /// What they are computed from.
    package let identity: RenderFingerprint
    private let rate: FrameRate
    private let tolerance: Double
    /// Whether a mask moves, so that a frame of a still input depends on its time.
    private let hasMovingMask: Bool
    /// For files of a sequence that are to be looked at; nil to trust the identity.
    private let source: (any FrameSource)?

    /// - Parameter isTrusting: whether the identity's hashes of a sequence's files are taken as they are,
    ///   and no file is looked at.
    package init(
        _ plan: RenderPlan, _ identity: RenderFingerprint, isTrusting: Bool = false
    ) throws {
        self.identity = identity
        rate = plan.timeline.frameRate
        tolerance = plan.tolerance
        hasMovingMask = !plan.movingMasks.isEmpty
        base = try identity.digest()
        let isSequence = identity.input.kind == .sequence
        source =
            isSequence && !isTrusting
            ? try plan.openInput() : nil
    }

    /// Whether keys follow from the plan, without a look at files.
    var isQuick: Bool { source == nil }

    /// The key of a run's image.
    ///
    /// Where frames may be blended, that of one between two anchors depends on the whole span between
    /// them, which decides what is computed.
    ///
    /// - Throws: ``RenderError/planDiffers(place:fields:)`` for a file of a sequence that is another
    ///   than the identity says.
    package func key(of index: Int, in runs: [FrameRun]) throws -> Digest {
        let run = runs[index]
        let hash = try SHA256()
        try hash.update("\(base) ")
        try hash.update(inputImage(ofFrame: run.frames.lowerBound))
        if hasMovingMask { try hash.update(" \(time(ofFrame: run.frames.lowerBound))") }
        if tolerance > 0, !run.isAnchor {
            let span = runs.span(around: index)
            try hash.update("\(tolerance) \(index - span.lowerBound)")
            for place in span { try hash.update(mixtures: runs[place].mixtures) }
        } else {
            try hash.update(mixtures: run.mixtures)
        }
        return try hash.digest()
    }

    /// What is known of the input's image of a frame.
    private func inputImage(ofFrame frame: Int) throws -> String {
        switch identity.input.kind {
        case .still: return ""
        case .film:
            return try time(ofFrame: frame)
        case .sequence: return try sequenceImage(frame)
        }
    }

    /// Frame k shows time k / rate.
    private func time(ofFrame frame: Int) throws -> String {
        let time = try rate.time(ofFrame: frame)
        return "\(time.numerator)/\(time.denominator) s"
    }

    /// SHA-256 of the file of a sequence that a frame shows; nil where it shows none, and for other inputs.
    func sequenceFile(ofFrame frame: Int) throws -> String? {
        guard identity.input.kind == .sequence else { return nil }
        let digest = try sequenceImage(frame)
        return digest == "none" ? nil : digest
    }

    private func sequenceImage(_ frame: Int) throws -> String {
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
    /// The keys of its images, where an output keeps frames by them or carries a recipe; else nil.
    func outputKeys() throws -> FrameCacheKeys? {
        guard hasFrameKeys || outputs.contains(where: \.carriesRecipe) else { return nil }
        return try FrameCacheKeys(self, RenderFingerprint(self))
    }

    /// Whether an output keeps frames by their keys.
    var hasFrameKeys: Bool { outputs.contains { $0.format.traits.frameKey != nil } }
}

extension SHA256 {
    /// Takes in all α of a frame.
    fileprivate func update(mixtures: FrameMixtures) throws {
        try mixtures.point.map(\.bitPattern.littleEndian).withUnsafeBytes { try update($0) }
    }
}
