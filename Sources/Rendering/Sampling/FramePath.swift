import Timelines

/// The path of a plan's frames through their mixtures: holds joined to runs, equal mixtures to one image.
///
/// In flat arrays, since a plan may have ten million frames: some forty bytes for each run of two
/// networks.  ``runs`` has the same one by one.
package struct FramePath: Sendable {
    /// Members of the family: the numbers of one mixture.
    package let members: Int
    /// How many regions a frame has.
    let regions: Int
    /// How mixtures become images.
    let mixing: MixingMethod
    /// The weights of all images, one image after another: the main mixture's, then those of each region.
    private(set) var weights: [Float] = []
    /// How many networks each image takes; empty where all take one.
    private var networkCounts: [Int32] = []

    /// The timeline's frames of each run; empty at an anchor that the video leaves out.
    private(set) var frames: [Range<Int32>] = []
    /// Which image a run shows: 0… in the order in which they are first shown.
    private(set) var images: [Int32] = []
    /// Whether a run's image is computed whatever the tolerance.
    var isAnchor: [Bool] = []
    /// The run before each that keeps the image for it; −1 where it is computed anew.
    var sources: [Int32] = []
    /// Whether a run's image is kept for the next one that shows it.
    var isKept: [Bool] = []

    /// Where each image may be found by its α: open addressing, −1 for free.
    private var places: [Int32] = []

    /// A path without frames.
    init(members: Int, regions: Int = 0, mixing: MixingMethod = .networks) {
        (self.members, self.regions, self.mixing) = (max(members, 1), regions, mixing)
    }

    /// The weights of one image: of its main mixture and those of its regions.
    var weightsPerImage: Int { members * (1 + regions) }

    /// How many runs there are.
    var count: Int { frames.count }

    /// The number of images.
    var imageCount: Int { weights.count / weightsPerImage }

    /// The numbers of a run's image.
    func weights(of run: Int) -> ArraySlice<Float> {
        weights(ofImage: Int(images[run]))
    }

    private func weights(ofImage image: Int) -> ArraySlice<Float> {
        weights[image * weightsPerImage..<(image + 1) * weightsPerImage]
    }

    private func mixtures(ofImage image: Int) -> FrameMixtures {
        let weights = weights(ofImage: image)
        let mixtures = stride(from: weights.startIndex, to: weights.endIndex, by: members).map {
            Array(weights[$0..<$0 + members])
        }
        return FrameMixtures(mixtures[0], regions: Array(mixtures.dropFirst()))
    }

    /// The runs one by one; those of one image share its mixtures.
    var runs: [FrameRun] {
        var shared = [FrameMixtures?](repeating: nil, count: imageCount)
        return frames.indices.map { index in
            let image = Int(images[index])
            let mixtures = shared[image] ?? mixtures(ofImage: image)
            shared[image] = mixtures
            return FrameRun(
                frames: Int(frames[index].lowerBound)..<Int(frames[index].upperBound),
                mixtures: mixtures, networks: networkCount(ofImage: image),
                image: image, isAnchor: isAnchor[index],
                source: sources[index] < 0 ? nil : Int(sources[index]), isKept: isKept[index])
        }
    }

    /// ``FrameMixtures/networkCount(_:)`` of an image.
    func networkCount(ofImage image: Int) -> Int {
        networkCounts.isEmpty ? 1 : Int(networkCounts[image])
    }
}

/// Making.
extension FramePath {
    /// Adds a frame, or an anchor that no frame shows at the place of `frames`.
    ///
    /// - Parameters:
    ///   - isStill: whether equal mixtures are one image, and frames of one image that follow one
    ///     another one run.
    ///   - weights: of its mixtures, ``weightsPerImage`` numbers.
    mutating func append(_ frames: Range<Int>, _ weights: [Float], isStill: Bool = true) {
        let image = isStill ? self.image(weights) : newImage(weights)
        if isStill, let last = self.frames.last, images.last == Int32(image), !frames.isEmpty {
            self.frames[count - 1] = last.lowerBound..<Int32(frames.upperBound)
            return
        }
        append(Int32(frames.lowerBound)..<Int32(frames.upperBound), image: Int32(image))
    }

    private mutating func append(_ shown: Range<Int32>, image: Int32) {
        frames.append(shown)
        images.append(image)
        isAnchor.append(true)
        sources.append(-1)
        isKept.append(false)
    }

    private mutating func newImage(_ weights: [Float]) -> Int {
        self.weights += weights
        let image = imageCount - 1
        if regions > 0 || mixing != .networks {
            networkCounts.append(Int32(mixtures(ofImage: image).networkCount(mixing)))
        }
        return image
    }

    /// The image of these numbers, a new one where there is none.
    private mutating func image(_ weights: [Float]) -> Int {
        if 2 * (imageCount + 1) > places.count { rehash() }
        let place = place(of: weights[...])
        if places[place] >= 0 { return Int(places[place]) }
        places[place] = Int32(imageCount)
        return newImage(weights)
    }

    private mutating func rehash() {
        places = [Int32](repeating: -1, count: max(64, 2 * places.count))
        for image in 0..<imageCount {
            places[place(of: weights(ofImage: image))] = Int32(image)
        }
    }

    /// Where the image of these numbers is found or has its place.
    private func place(of wanted: ArraySlice<Float>) -> Int {
        var hash: UInt64 = 0
        for weight in wanted {
            // Multiplication carries bits up, the shift brings them down (Knuth 6.4).
            hash = (hash ^ UInt64(weight.bitPattern)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        var place = Int(hash & UInt64(places.count - 1))
        while places[place] >= 0 {
            let start = Int(places[place]) * weightsPerImage
            let isEqual = (0..<weightsPerImage).allSatisfy {
                weights[start + $0] == wanted[wanted.startIndex + $0]
            }
            if isEqual { break }
            place = (place + 1) & (places.count - 1)
        }
        return place
    }

    /// From the last anchor before frames to the first one after them, with no frames but these.
    mutating func clip(to shown: Range<Int>) {
        let shown = Int32(shown.lowerBound)..<Int32(shown.upperBound)
        for index in frames.indices { frames[index] = frames[index].clamped(to: shown) }
        guard let first = frames.firstIndex(where: { !$0.isEmpty }),
            let last = frames.lastIndex(where: { !$0.isEmpty }),
            let start = isAnchor[...first].lastIndex(of: true),
            let end = isAnchor[last...].firstIndex(of: true)
        else {
            self = FramePath(members: members, regions: regions, mixing: mixing)
            return
        }
        frames = Array(frames[start...end])
        images = Array(images[start...end])
        isAnchor = Array(isAnchor[start...end])
        sources = Array(sources[start...end])
        isKept = Array(isKept[start...end])
    }
}

/// Anchors.
extension FramePath {
    /// Marks as anchors only the first and the last run, holds, and those where the path through
    /// the mixtures changes its direction: between two anchors it runs straight and never back.
    mutating func findAnchors() {
        var start = 0
        for index in frames.indices.dropFirst().dropLast() {
            isAnchor[index] =
                frames[index].count > 1 || !isStraight(from: start, through: index, to: index + 1)
            if isAnchor[index] { start = index }
        }
    }

    private func isStraight(from start: Int, through index: Int, to end: Int) -> Bool {
        let (share, distance) = weights(of: index).position(
            from: weights(of: start), to: weights(of: end))
        return share > 0 && share < 1 && distance <= Self.straightness
    }

    /// How far a mixture on a straight span may lie beside it: what rounding α to floats may do.
    private static var straightness: Double { 1e-6 }
}

extension RandomAccessCollection<Float> where Index == Int {
    /// Where a mixture m lies as seen from a to b: the share t of its nearest point a + t (b − a),
    /// and its distance from that.
    func position(from start: Self, to end: Self) -> (share: Double, distance: Double) {
        var (length, along) = (0.0, 0.0)
        for offset in 0..<count {
            let from = Double(start[start.startIndex + offset])
            let span = Double(end[end.startIndex + offset]) - from
            let own = Double(self[startIndex + offset]) - from
            length += span * span
            along += own * span
        }
        guard length > 0 else { return (0, .infinity) }
        // t = (m − a)·(b − a) / |b − a|²
        let share = along / length
        var rest = 0.0
        for offset in 0..<count {
            let from = Double(start[start.startIndex + offset])
            let span = Double(end[end.startIndex + offset]) - from
            let distance = Double(self[startIndex + offset]) - from - share * span
            rest += distance * distance
        }
        return (share, rest.squareRoot())
    }
}
