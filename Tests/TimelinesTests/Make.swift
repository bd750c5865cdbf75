import Testing

@testable import Timelines

/// A time as a preset writes it, in seconds or in frames of 24 a second.
func make(_ text: String, at rate: FrameRate = .film) throws -> Time {
    try TimeExpression.parse(text).resolved(at: rate, duration: nil)
}

/// A keyframe of one network.
func makeKey(
    _ time: String, _ network: String, _ easing: Easing = .linear, hold: String = "0",
    at rate: FrameRate = .film
) throws -> Keyframe {
    Keyframe(
        at: try make(time, at: rate), Mixture(network), easing: easing,
        hold: try make(hold, at: rate))
}

/// Expects that the numbers for many frames are those of the mixtures, bit for bit.
func expectSameWeights(
    _ timeline: Timeline, networks: [String],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let weights = FrameWeights(timeline, networks: networks)
    for frame in 0..<timeline.frameCount {
        let mixture = timeline.mixture(ofFrame: frame)
        #expect(
            weights.weights(at: timeline.shownTime(ofFrame: frame))
                == networks.map { Float(mixture.weight(of: $0)) },
            sourceLocation: sourceLocation)
    }
}
