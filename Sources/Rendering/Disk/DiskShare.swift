/// Folders on one file system, and whether its room is enough for all of them.
package struct DiskShare: Sendable, Equatable {
    /// In the order of the outputs.
    package let needs: [DiskNeed]
    /// What they share; nil where the system does not say.
    package let space: DiskSpace?

    /// At the most at a time in all of the folders, bytes.
    package var rendering: Int { needs.reduce(0) { $0.addingClamped($1.rendering) } }

    /// Bytes that are missing; 0 where there is room, and where that is not known.
    package var missing: Int { space.map { Swift.max(0, rendering - $0.free) } ?? 0 }

    /// The folders by their file systems.
    ///
    /// - Parameter space: what a folder is on.
    package static func shares(
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
