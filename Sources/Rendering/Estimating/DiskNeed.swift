/// Bytes that a render takes in one folder.
struct DiskNeed: Sendable, Equatable {
    /// The folder, as the user wrote it.
    let folder: String
    /// At the most at a time, while it renders.
    var rendering: Int
    /// The bytes that remain when it is done.
    var kept: Int
}

extension [DiskNeed] {
    /// Adds what is needed in a folder to what is needed there already.
    mutating func add(_ folder: String, rendering: Int, kept: Int) {
        guard let place = firstIndex(where: { $0.folder == folder }) else {
            append(DiskNeed(folder: folder, rendering: rendering, kept: kept))
            return
        }
        self[place].rendering = self[place].rendering.addingClamped(rendering)
        self[place].kept = self[place].kept.addingClamped(kept)
    }
}

/// Folders on one file system, and whether its room is enough for all of them.
struct DiskShare: Sendable, Equatable {
    /// In the order of the outputs.
    let needs: [DiskNeed]
    /// What they share; nil where the system does not say.
    let space: DiskSpace?

    /// At the most at a time in all of the folders, bytes.
    var rendering: Int { needs.reduce(0) { $0.addingClamped($1.rendering) } }

    /// Bytes that are missing; 0 where there is room, and where that is not known.
    var missing: Int { space.map { Swift.max(0, rendering - $0.free) } ?? 0 }

    /// The folders by their file systems.
    ///
    /// - Parameter space: what a folder is on.
    static func shares(
        of needs: [DiskNeed], space: (String) -> DiskSpace? = { DiskSpace(of: $0) }
    ) -> [DiskShare] {
        var groups: [(needs: [DiskNeed], space: DiskSpace?)] = []
        for need in needs {
            let own = space(need.folder)
            let place = groups.firstIndex { own != nil && $0.space?.device == own?.device }
            if let place { groups[place].needs.append(need) } else { groups.append(([need], own)) }
        }
        return groups.map { DiskShare(needs: $0.needs, space: $0.space) }
    }
}

extension Int {
    /// The sum, or the largest number where that is too large; of numbers of 0 or more.
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product, or the largest number where that is too large; of numbers of 0 or more.
    func multipliedClamped(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
