import Inference
import Media
import Timelines

/// Consecutive frames that show one picture: a hold on a still input, else a single frame.
struct Stretch: Sendable, Equatable {
    /// The timeline's; none where a way ends that the film leaves out.
    let frames: Range<Int>
    /// What its picture is made of.
    let mixtures: FrameMixtures
    /// How many networks its picture takes: `mixtures.networkCount`.
    var networks = 1
    /// Which picture it shows: 0… in the order in which they are first shown.
    let picture: Int
    /// Whether its picture is computed whatever the tolerance.
    var isCorner = true
    /// The stretch before it that keeps the picture for this one; nil where it is computed anew.
    var source: Int?
    /// Whether the picture is kept for the next stretch that shows it.
    var isKept = false
}

extension RenderPlan {
    /// The plan's frames in order, holds on a still input joined, and what is known beforehand of their
    /// pictures.
    var stretches: [Stretch] { stretches(of: frames) }

    /// The same for some of the timeline's frames.
    func stretches(of shown: Range<Int>) -> [Stretch] { path(of: shown).stretches }

    /// The pictures of some of the timeline's frames.
    ///
    /// With a tolerance whole ways from corner to corner, as far as these frames lie on them, so that
    /// every part of a film is divided as the film is; what is not of these frames has none.
    func path(of shown: Range<Int>) -> FramePath {
        guard input.isStill else { return joined(shown) }
        var path: FramePath
        if tolerance > 0 {
            path = joined(0..<timeline.frameCount)
            turnBack(&path)
            path.findCorners()
            path.clip(to: shown)
        } else {
            path = joined(shown)
        }
        path.keepPictures(atMost: keptPictureLimit)
        return path
    }

    /// Adds the first picture again, to which a film runs back that is played there and back, though no
    /// frame shows it: so both ways have the same ends and are blended alike.
    private func turnBack(_ path: inout FramePath) {
        guard timeline.loop == .pingpong, let last = path.pictures.last,
            last != path.pictures.first
        else { return }
        let end = timeline.frameCount
        path.append(end..<end, Array(path.weights(of: 0)))
    }

    /// Frames in order, of a still input holds joined.
    func joined(_ frames: Range<Int>) -> FramePath {
        var path = FramePath(members: family.members.count, regions: regions.count)
        var weights: [Float] = []
        for frame in frames {
            weights.removeAll(keepingCapacity: true)
            append(mixturesOfFrame: frame, to: &weights)
            path.append(frame..<frame + 1, weights, isStill: input.isStill)
        }
        return path
    }
}
