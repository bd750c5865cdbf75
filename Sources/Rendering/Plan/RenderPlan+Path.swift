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
        path.append(end..<end, Array(path.weights(of: 0)))
    }

    /// Frames in order, of a still input holds joined.
    func joined(_ frames: Range<Int>) -> FramePath {
        var path = FramePath(
            members: family.members.count, regions: regions.count, mixing: mixing)
        var weights: [Float] = []
        for frame in frames {
            weights.removeAll(keepingCapacity: true)
            appendWeights(ofFrame: frame, to: &weights)
            path.append(frame..<frame + 1, weights, isStill: isStill)
        }
        return path
    }

    /// What a frame of the timeline is made of.
    public func mixtures(ofFrame frame: Int) -> FrameMixtures {
        let time = timeline.time(ofFrame: frame)
        let mixtures = frameWeights.map { $0.weights(at: time) }
        return FrameMixtures(mixtures[0], regions: Array(mixtures.dropFirst()))
    }

    /// Appends the weights of a frame's ``mixtures(ofFrame:)``, without an array for each of many frames.
    private func appendWeights(ofFrame frame: Int, to weights: inout [Float]) {
        let time = timeline.time(ofFrame: frame)
        for mixture in frameWeights { mixture.append(at: time, to: &weights) }
    }
}
