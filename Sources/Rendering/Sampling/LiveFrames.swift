/// Which pictures behind the front of a film are still needed.
struct LiveFrames {
    /// The last stretch that was computed: frames to come may be blended from it.
    private var latest: Int?
    /// By picture, the stretch that keeps it for a later one.
    private var kept: [Int: Int] = [:]

    /// Takes the news that a stretch has been shown; says which stretches' pictures are let go.
    mutating func pass(_ index: Int, of stretches: [Stretch], wasComputed: Bool) -> [Int] {
        let (picture, isKept) = (stretches[index].picture, stretches[index].isKept)
        let before = Set([latest, kept[picture]].compactMap { $0 })
        if wasComputed {
            latest = index
            kept[picture] = index
        }
        if !isKept { kept[picture] = nil }
        return before.filter { $0 != latest && kept[stretches[$0].picture] != $0 }.sorted()
    }
}
