import Timelines

/// The path of a plan's frames through their mixtures: holds joined to runs, equal mixtures to one image.
///
/// In flat arrays, since a plan may have ten million frames: some forty bytes for each run of two
/// networks.  ``runs`` has the same one by one.
package struct FramePath: Sendable {
    /// Which numbers a frame has.
    let form: FrameForm
    /// How mixtures become images.
    let mixing: MixingMethod
    /// The numbers of all images, one image after another: the weights of the main mixture, then those of
    /// each region, then how regions lie and the effect's opacity where they vary.
    private(set) var numbers: [Float] = []
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
    init(_ form: FrameForm, mixing: MixingMethod = .networks) {
        (self.form, self.mixing) = (form, mixing)
    }

    /// How many runs there are.
    var count: Int { frames.count }

    /// The number of images.
    var imageCount: Int { numbers.count / form.count }

    /// The numbers of a run's image.
    func numbers(of run: Int) -> ArraySlice<Float> {
        numbers(ofImage: Int(images[run]))
    }

    func numbers(ofImage image: Int) -> ArraySlice<Float> {
        numbers[image * form.count..<(image + 1) * form.count]
    }

    /// The runs one by one; those of one image share its mixtures.
    var runs: [FrameRun] {
        var shared = [FrameMixtures?](repeating: nil, count: imageCount)
        return frames.indices.map { index in
            let image = Int(images[index])
            let mixtures = shared[image] ?? form.mixtures(numbers(ofImage: image))
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
    ///   - numbers: what it is made of, as many as ``form`` says.
    mutating func append(_ frames: Range<Int>, _ numbers: [Float], isStill: Bool = true) {
        let image = isStill ? self.image(numbers) : newImage(numbers)
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

    private mutating func newImage(_ numbers: [Float]) -> Int {
        self.numbers += numbers
        let image = imageCount - 1
        if form.regions > 0 || form.hasOpacity || mixing != .networks {
            networkCounts.append(Int32(form.mixtures(numbers[...]).networkCount(mixing)))
        }
        return image
    }

    /// The image of these numbers, a new one where there is none.
    private mutating func image(_ numbers: [Float]) -> Int {
        if 2 * (imageCount + 1) > places.count { rehash() }
        let place = place(of: numbers[...])
        if places[place] >= 0 { return Int(places[place]) }
        places[place] = Int32(imageCount)
        return newImage(numbers)
    }

    private mutating func rehash() {
        places = [Int32](repeating: -1, count: max(64, 2 * places.count))
        for image in 0..<imageCount {
            places[place(of: numbers(ofImage: image))] = Int32(image)
        }
    }

    /// Where the image of these numbers is found or has its place.
    private func place(of wanted: ArraySlice<Float>) -> Int {
        var hash: UInt64 = 0
        for number in wanted {
            // Multiplication carries bits up, the shift brings them down (Knuth 6.4).
            hash = (hash ^ UInt64(number.bitPattern)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        var place = Int(hash & UInt64(places.count - 1))
        while places[place] >= 0 {
            let start = Int(places[place]) * form.count
            let isEqual = (0..<form.count).allSatisfy {
                numbers[start + $0] == wanted[wanted.startIndex + $0]
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
            self = FramePath(form, mixing: mixing)
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
    /// the mixtures and opacities changes its direction: between two anchors it runs straight and never
    /// back.  A run before, at or after which a mask is moved is one, too: a blend would show the mask at
    /// two places.
    mutating func findAnchors() {
        var start = 0
        for index in frames.indices.dropFirst().dropLast() {
            isAnchor[index] =
                frames[index].count > 1 || !isStraight(from: start, through: index, to: index + 1)
            if isAnchor[index] { start = index }
        }
    }

    private func isStraight(from start: Int, through index: Int, to end: Int) -> Bool {
        let (from, own, to) = (numbers(of: start), numbers(of: index), numbers(of: end))
        let isInPlace = form.moves.allSatisfy { place in
            own[own.startIndex + place] == from[from.startIndex + place]
                && own[own.startIndex + place] == to[to.startIndex + place]
        }
        guard isInPlace else { return false }
        let (share, distance) = own.position(from: from, to: to)
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
