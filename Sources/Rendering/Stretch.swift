import Media
import Timelines

/// Consecutive frames that show one picture: a hold on a still input, else a single frame.
struct Stretch: Sendable, Equatable {
    /// The timeline's; none where a way ends that the film leaves out.
    let frames: Range<Int>
    /// α, one a member of the family.
    let weights: [Float]
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
    /// Frames in order, holds on a still input joined, and what is known beforehand of their pictures.
    var stretches: [Stretch] {
        guard input.isStill else {
            return frames.map { frame in
                Stretch(
                    frames: frame..<frame + 1, weights: weights(ofFrame: frame),
                    picture: frame - frames.lowerBound)
            }
        }
        var stretches = joinedFrames
        if tolerance > 0 {
            stretches += turningBack(stretches)
            stretches.findCorners()
        }
        stretches.keepPictures(atMost: keptPictureLimit)
        return stretches
    }

    /// The first picture again, to which a film runs back that is played there and back, though no
    /// frame shows it: so both ways have the same ends and are blended alike.
    private func turningBack(_ stretches: [Stretch]) -> [Stretch] {
        guard timeline.loop == .pingpong, frames.count == timeline.frameCount,
            let first = stretches.first, let last = stretches.last, last.picture != first.picture
        else { return [] }
        let end = frames.upperBound
        return [Stretch(frames: end..<end, weights: first.weights, picture: first.picture)]
    }

    private var joinedFrames: [Stretch] {
        var stretches: [Stretch] = []
        var pictures: [[Float]: Int] = [:]
        for frame in frames {
            let weights = weights(ofFrame: frame)
            var start = frame
            if let last = stretches.last, last.weights == weights {
                start = last.frames.lowerBound
                stretches.removeLast()
            }
            let picture = pictures[weights] ?? pictures.count
            pictures[weights] = picture
            stretches.append(
                Stretch(frames: start..<frame + 1, weights: weights, picture: picture))
        }
        return stretches
    }
}
