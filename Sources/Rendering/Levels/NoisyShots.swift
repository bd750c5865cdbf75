public import Imaging
import Media
public import Timelines

/// The noise of a shot, and the mixture that it chooses.
public struct NoisyShot: Sendable, Hashable {
    /// When the shot's first frame is shown.
    public let start: Time
    /// Of the image whose σ is the shot's median; nil where nothing tells.
    public let noise: NoiseEstimate?
    /// The mixture before keys override it.
    public let mixture: Mixture
}

/// Reads an input from its beginning and chooses the mixtures of its shots.
struct NoisyShots {
    private let rate: FrameRate
    private let place: String
    /// Half a second of the input, in images.
    private let pace: Int
    private let prepare: (Image) throws -> Image
    private let isWhole: Bool
    private var choice: LevelChoice

    /// The shot that is being read.
    private var start: Time?
    private var firstImage = 0
    private var samples: [NoisySample] = []
    private(set) var shots: [NoisyShot] = []

    /// - Parameters:
    ///   - rate: the timeline's.
    ///   - isWhole: whether the networks take an image of this size only.
    ///   - prepare: makes of the input's images what the networks see.
    init(
        of input: SourceProperties, at rate: FrameRate, _ choice: LevelChoice, isWhole: Bool,
        prepare: @escaping (Image) throws -> Image
    ) {
        (self.rate, self.choice, self.isWhole, self.prepare) = (rate, choice, isWhole, prepare)
        place = input.path
        let own = input.frameRate ?? rate
        pace = max(1, Int((min(own.framesPerSecond, 1e6) / 2).rounded()))
    }

    /// Reads a source up to a time, nil for its end.
    mutating func read(_ source: any FrameSource, until end: Time?) throws {
        var finder = CutFinder()
        var last: (frame: SourceFrame, number: Int)?
        while let frame = try source.next() {
            try Task.checkCancellation()
            if let end, last != nil, frame.timestamp >= end { break }
            let isCut = finder.add(frame.image)
            if let last { try take(last.frame, last.number, isCut: isCut) }
            last = (frame, (last?.number ?? -1) + 1)
            if source.isStill { break }
        }
        if let last { try take(last.frame, last.number, isCut: finder.isCutAtEnd) }
        try finishShot()
    }

    /// Looks at the images at a shot's beginning, half a second later, and 1, 2, 4, 8 … seconds.
    private mutating func take(_ frame: SourceFrame, _ number: Int, isCut: Bool) throws {
        if isCut || start == nil {
            try finishShot()
            (start, firstImage) = (frame.timestamp, number)
        }
        let (steps, rest) = (number - firstImage).quotientAndRemainder(dividingBy: pace)
        guard rest == 0, steps & (steps - 1) == 0 else { return }
        samples.append(try NoisySample(prepare(frame.image), isWhole: isWhole))
    }

    private mutating func finishShot() throws {
        guard let begin = start, let first = samples.first else { return }
        let known = samples.filter { $0.noise != nil }
            .sorted { ($0.noise?.deviation ?? 0) < ($1.noise?.deviation ?? 0) }
        let median = known.isEmpty ? first : known[(known.count - 1) / 2]
        let shown = try rate.time(ofFrame: rate.firstFrame(showing: begin))
        // Of two shots that begin in one frame the later one is shown.
        if shots.last?.start == shown { shots.removeLast() }
        shots.append(
            NoisyShot(
                start: shown, noise: median.noise,
                mixture: try choice.mixture(for: median, place: place)))
        (start, samples) = (nil, [])
    }

    /// The mixtures of the shots, each from its first frame to its last one.
    func weights(_ networks: [String]) throws -> WeightSamples {
        var weights = WeightSamples(of: networks)
        for (index, shot) in shots.enumerated() {
            weights.append(shot.mixture, at: index == 0 ? .zero : shot.start)
            guard shots.indices.contains(index + 1) else { break }
            let last = try shots[index + 1].start.subtracting(rate.frameDuration)
            if last > shot.start { weights.append(shot.mixture, at: last) }
        }
        return weights
    }
}
