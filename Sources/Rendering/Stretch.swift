import Media
import Timelines

/// Consecutive frames that show one picture: a hold on a still input, else a single frame.
struct Stretch: Sendable, Equatable {
    /// The timeline's; none where a way ends that the film leaves out.
    let frames: Range<Int>
    /// α, one a member of the family; where there are regions, the same again for each of them.
    let weights: [Float]
    /// How many networks its picture takes: the different mixtures of the timeline and the regions.
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
    ///
    /// With a tolerance whole ways from corner to corner, as far as these frames lie on them, so that
    /// every part of a film is divided as the film is; what is not of these frames has none.
    func stretches(of shown: Range<Int>) -> [Stretch] {
        guard input.isStill else {
            return shown.map { frame in
                stretch(
                    frame..<frame + 1, weights(ofFrame: frame), picture: frame - shown.lowerBound)
            }
        }
        var stretches: [Stretch]
        if tolerance > 0 {
            stretches = joined(0..<timeline.frameCount)
            stretches += turningBack(stretches)
            stretches.findCorners()
            stretches = stretches.ways(through: shown)
        } else {
            stretches = joined(shown)
        }
        stretches.keepPictures(atMost: keptPictureLimit)
        return stretches
    }

    /// The first picture again, to which a film runs back that is played there and back, though no
    /// frame shows it: so both ways have the same ends and are blended alike.
    private func turningBack(_ stretches: [Stretch]) -> [Stretch] {
        guard timeline.loop == .pingpong, let first = stretches.first, let last = stretches.last,
            last.picture != first.picture
        else { return [] }
        let end = timeline.frameCount
        return [stretch(end..<end, first.weights, picture: first.picture)]
    }

    private func joined(_ frames: Range<Int>) -> [Stretch] {
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
            stretches.append(stretch(start..<frame + 1, weights, picture: picture))
        }
        return stretches
    }

    private func stretch(_ frames: Range<Int>, _ weights: [Float], picture: Int) -> Stretch {
        Stretch(
            frames: frames, weights: weights, networks: Set(layers(of: weights)).count,
            picture: picture)
    }
}

extension [Stretch] {
    /// From the last corner before frames to the first one after them, with no frames but these.
    fileprivate func ways(through shown: Range<Int>) -> [Stretch] {
        let clamped = map { stretch in
            Stretch(
                frames: stretch.frames.clamped(to: shown), weights: stretch.weights,
                networks: stretch.networks, picture: stretch.picture, isCorner: stretch.isCorner)
        }
        guard let first = clamped.firstIndex(where: { !$0.frames.isEmpty }),
            let last = clamped.lastIndex(where: { !$0.frames.isEmpty }),
            let start = self[...first].lastIndex(where: \.isCorner),
            let end = self[last...].firstIndex(where: \.isCorner)
        else { return [] }
        return Array(clamped[start...end])
    }
}
