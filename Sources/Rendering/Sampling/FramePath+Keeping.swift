extension FramePath {
    /// Decides which images are kept from one run to the next that shows the same.
    ///
    /// Never more than `limit` are kept at a time; where there would be more, the one that is needed
    /// last gives way, which is the choice that computes the fewest anew (L. Belady, "A study of
    /// replacement algorithms for a virtual-storage computer", 1966).
    mutating func keepImages(atMost limit: Int) {
        let needs = nextShowings()
        var kept = LatestFirst()
        var count = 0
        for index in frames.indices {
            if sources[index] >= 0 { count -= 1 }
            let need = needs[index]
            guard need < frames.count else { continue }
            isKept[index] = true
            sources[Int(need)] = Int32(index)
            kept.insert(need)
            count += 1
            if count > limit, let latest = kept.removeLatest() {
                isKept[Int(sources[Int(latest)])] = false
                sources[Int(latest)] = -1
                count -= 1
            }
        }
    }

    /// How often a network runs when nothing is blended.
    var inferenceCount: Int {
        frames.indices.reduce(0) { sum, index in
            sum + (sources[index] < 0 ? networkCount(ofImage: Int(images[index])) : 0)
        }
    }

    /// How many images are computed when nothing is blended.
    var computedCount: Int { sources.count { $0 < 0 } }

    /// How many images are kept at a time at most.
    var mostKept: Int {
        var (kept, most) = (0, 0)
        for index in frames.indices {
            kept += (isKept[index] ? 1 : 0) - (sources[index] < 0 ? 0 : 1)
            most = max(most, kept)
        }
        return most
    }

    /// For every run the next one that shows its image, or `count` where none does.
    private func nextShowings() -> [Int32] {
        var next = [Int32](repeating: Int32(count), count: count)
        var latest = [Int32](repeating: Int32(count), count: imageCount)
        for index in frames.indices.reversed() {
            let image = Int(images[index])
            next[index] = latest[image]
            latest[image] = Int32(index)
        }
        return next
    }
}

/// Numbers of which the largest comes out first: a binary heap.
private struct LatestFirst {
    private var heap: [Int32] = []

    mutating func insert(_ number: Int32) {
        heap.append(number)
        var place = heap.count - 1
        while place > 0, heap[(place - 1) / 2] < heap[place] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func removeLatest() -> Int32? {
        guard let latest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return latest }
        heap[0] = last
        var place = 0
        while true {
            let children = heap.indices.clamped(to: 2 * place + 1..<2 * place + 3)
            guard let child = children.max(by: { heap[$0] < heap[$1] }), heap[child] > heap[place]
            else { return latest }
            heap.swapAt(place, child)
            place = child
        }
    }
}
