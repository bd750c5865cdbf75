/// The pictures of a plan's frames: holds joined to stretches, equal mixtures to one picture.
///
/// In flat arrays, since a plan may have ten million frames: some forty bytes for each stretch of two
/// networks.  ``stretches`` has the same one by one.
struct FramePath: Sendable {
    /// Members of the family: the numbers of one mixture.
    let members: Int
    /// How many regions a frame has.
    let regions: Int
    /// The ``FrameMixtures`` of the pictures, number after number: the timeline's α, then the regions'.
    private(set) var weights: [Float] = []
    /// How many networks each picture takes; empty where all take one.
    private var networks: [Int32] = []

    /// The timeline's frames of each stretch; none where a way ends that the film leaves out.
    private(set) var frames: [Range<Int32>] = []
    /// Which picture a stretch shows: 0… in the order in which they are first shown.
    private(set) var pictures: [Int32] = []
    /// Whether a stretch's picture is computed whatever the tolerance.
    var isCorner: [Bool] = []
    /// The stretch before each that keeps the picture for it; −1 where it is computed anew.
    var sources: [Int32] = []
    /// Whether a stretch's picture is kept for the next one that shows it.
    var isKept: [Bool] = []

    /// Where each picture may be found by its α: open addressing, −1 for free.
    private var places: [Int32] = []

    /// A path without frames.
    init(members: Int, regions: Int = 0) {
        (self.members, self.regions) = (max(members, 1), regions)
    }

    /// Numbers of one picture's mixtures.
    var width: Int { members * (1 + regions) }

    /// How many stretches there are.
    var count: Int { frames.count }

    /// The number of images.
    var pictureCount: Int { weights.count / width }

    /// The numbers of a stretch's picture.
    func weights(of stretch: Int) -> ArraySlice<Float> {
        weights(ofPicture: Int(pictures[stretch]))
    }

    private func weights(ofPicture picture: Int) -> ArraySlice<Float> {
        weights[picture * width..<(picture + 1) * width]
    }

    private func mixtures(ofPicture picture: Int) -> FrameMixtures {
        let weights = weights(ofPicture: picture)
        let mixtures = stride(from: weights.startIndex, to: weights.endIndex, by: members).map {
            Array(weights[$0..<$0 + members])
        }
        return FrameMixtures(mixtures[0], regions: Array(mixtures.dropFirst()))
    }

    /// The stretches one by one; those of one picture share its mixtures.
    var stretches: [Stretch] {
        var shared = [FrameMixtures?](repeating: nil, count: pictureCount)
        return frames.indices.map { index in
            let picture = Int(pictures[index])
            let mixtures = shared[picture] ?? mixtures(ofPicture: picture)
            shared[picture] = mixtures
            return Stretch(
                frames: Int(frames[index].lowerBound)..<Int(frames[index].upperBound),
                mixtures: mixtures, networks: networkCount(ofPicture: picture),
                picture: picture, isCorner: isCorner[index],
                source: sources[index] < 0 ? nil : Int(sources[index]), isKept: isKept[index])
        }
    }

    /// ``FrameMixtures/networkCount`` of a picture.
    func networkCount(ofPicture picture: Int) -> Int {
        networks.isEmpty ? 1 : Int(networks[picture])
    }
}

/// Making.
extension FramePath {
    /// Adds a frame, or none of them at the place of `frames`.
    ///
    /// - Parameters:
    ///   - isStill: whether equal mixtures are one picture, and frames of one picture that follow one
    ///     another one stretch.
    ///   - weights: of its mixtures, ``width`` numbers.
    mutating func append(_ frames: Range<Int>, _ weights: [Float], isStill: Bool = true) {
        let picture = isStill ? self.picture(weights) : newPicture(weights)
        if isStill, let last = self.frames.last, pictures.last == Int32(picture), !frames.isEmpty {
            self.frames[count - 1] = last.lowerBound..<Int32(frames.upperBound)
            return
        }
        append(Int32(frames.lowerBound)..<Int32(frames.upperBound), picture: Int32(picture))
    }

    private mutating func append(_ shown: Range<Int32>, picture: Int32) {
        frames.append(shown)
        pictures.append(picture)
        isCorner.append(true)
        sources.append(-1)
        isKept.append(false)
    }

    private mutating func newPicture(_ weights: [Float]) -> Int {
        self.weights += weights
        let picture = pictureCount - 1
        if regions > 0 { networks.append(Int32(mixtures(ofPicture: picture).networkCount)) }
        return picture
    }

    /// The picture of these numbers, a new one where there is none.
    private mutating func picture(_ weights: [Float]) -> Int {
        if 2 * (pictureCount + 1) > places.count { rehash() }
        let place = place(of: weights[...])
        if places[place] >= 0 { return Int(places[place]) }
        places[place] = Int32(pictureCount)
        return newPicture(weights)
    }

    private mutating func rehash() {
        places = [Int32](repeating: -1, count: max(64, 2 * places.count))
        for picture in 0..<pictureCount {
            places[place(of: weights(ofPicture: picture))] = Int32(picture)
        }
    }

    /// Where the picture of these numbers is found or has its place.
    private func place(of wanted: ArraySlice<Float>) -> Int {
        var hash: UInt64 = 0
        for weight in wanted {
            // Multiplication carries bits up, the shift brings them down (Knuth 6.4).
            hash = (hash ^ UInt64(weight.bitPattern)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        var place = Int(hash & UInt64(places.count - 1))
        while places[place] >= 0 {
            let start = Int(places[place]) * width
            let isEqual = (0..<width).allSatisfy {
                weights[start + $0] == wanted[wanted.startIndex + $0]
            }
            if isEqual { break }
            place = (place + 1) & (places.count - 1)
        }
        return place
    }

    /// From the last corner before frames to the first one after them, with no frames but these.
    mutating func clip(to shown: Range<Int>) {
        let shown = Int32(shown.lowerBound)..<Int32(shown.upperBound)
        for index in frames.indices { frames[index] = frames[index].clamped(to: shown) }
        guard let first = frames.firstIndex(where: { !$0.isEmpty }),
            let last = frames.lastIndex(where: { !$0.isEmpty }),
            let start = isCorner[...first].lastIndex(of: true),
            let end = isCorner[last...].firstIndex(of: true)
        else {
            self = FramePath(members: members, regions: regions)
            return
        }
        frames = Array(frames[start...end])
        pictures = Array(pictures[start...end])
        isCorner = Array(isCorner[start...end])
        sources = Array(sources[start...end])
        isKept = Array(isKept[start...end])
    }
}
