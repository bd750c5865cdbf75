import Inference
import Media
public import Timelines

extension RenderPlan {
    /// The runs of some of the timeline's frames.
    package func runs(of shown: Range<Int>) -> [FrameRun] { path(of: shown).runs }

    /// The path of some of the timeline's frames.
    ///
    /// With a tolerance whole spans from anchor to anchor, as far as these frames lie on them, so that
    /// every part of a video is divided as the video is; the runs of other frames are empty.
    func path(of shown: Range<Int>) -> FramePath {
        guard isStill else { return joined(shown) }
        var path: FramePath
        if tolerance > 0 {
            path = joined(0..<timeline.frameCount)
            turnBack(&path)
            path.findAnchors()
            path.clip(to: shown)
        } else {
            path = joined(shown)
        }
        path.keepImages(atMost: keptImageLimit)
        return path
    }

    /// Adds the first image again, to which a video runs back that is played there and back, though no
    /// frame shows it: so both directions have the same anchors and are blended alike.
    private func turnBack(_ path: inout FramePath) {
        guard timeline.loop == .pingpong, let last = path.images.last,
            last != path.images.first
        else { return }
        let end = timeline.frameCount
        path.append(end..<end, Array(path.numbers(of: 0)))
    }

    /// Frames in order, of a still input holds joined.
    func joined(_ frames: Range<Int>) -> FramePath {
        var path = FramePath(form, mixing: mixing)
        let unseen = unseen
        var numbers: [Float] = []
        for frame in frames {
            numbers.removeAll(keepingCapacity: true)
            append(numbersOfFrame: frame, unseen: unseen, to: &numbers)
            path.append(frame..<frame + 1, numbers, isStill: isStill)
        }
        return path
    }

    /// Which numbers frames have: those that no key of the preset sets are left away.
    private var form: FrameForm {
        FrameForm(
            members: family.weightCount, regions: regions.count,
            hasPlacements: hasPlacements, hasOpacity: opacity != nil)
    }

    /// Whether the preset says how regions lie.
    private var hasPlacements: Bool { regions.contains { $0.opacity != nil || $0.move != nil } }

    /// What a frame of the timeline is made of; see ``FrameMixtures/simplified(unseen:)``.
    public func mixtures(ofFrame frame: Int) -> FrameMixtures {
        mixtures(ofFrame: frame, unseen: unseen)
    }

    /// The mixture of images that show nothing of any network: that of the first frame.
    private var unseen: [Float] { weights(at: timeline.shownTime(ofFrame: 0)) }

    /// The main mixture: the timeline's, then that of each layer.
    private func weights(at shown: ShownTime) -> [Float] {
        var weights: [Float] = []
        for mixture in frameWeights.prefix(1 + layers.count) {
            mixture.append(at: shown, to: &weights)
        }
        return weights
    }

    private func mixtures(ofFrame frame: Int, unseen: [Float]) -> FrameMixtures {
        let shown = timeline.shownTime(ofFrame: frame)
        return FrameMixtures(
            weights(at: shown),
            regions: frameWeights.dropFirst(1 + layers.count).map {
                family.weights(everywhere: $0.weights(at: shown))
            },
            placements: hasPlacements ? regions.map { $0.placement(at: shown.time) } : [],
            opacity: opacity.map { $0.opacity(at: shown.time) }
        ).simplified(unseen: unseen)
    }

    /// Appends the numbers of a frame's ``mixtures(ofFrame:)``, where they are weights alone without an
    /// array for each of many frames.
    private func append(numbersOfFrame frame: Int, unseen: [Float], to numbers: inout [Float]) {
        guard !hasPlacements, opacity == nil, layers.isEmpty || regions.isEmpty else {
            numbers += mixtures(ofFrame: frame, unseen: unseen).point
            return
        }
        let shown = timeline.shownTime(ofFrame: frame)
        for mixture in frameWeights { mixture.append(at: shown, to: &numbers) }
    }

    /// What the preset's keys set beside mixtures, so that equal numbers of different meaning are told
    /// apart; nil where they set nothing.
    var settings: [String]? {
        let named = [("regions", hasPlacements), ("opacity", opacity != nil)]
        let settings = named.filter(\.1).map(\.0) + layers.map { "layer \($0.part)" }
        return settings.isEmpty ? nil : settings
    }
}
