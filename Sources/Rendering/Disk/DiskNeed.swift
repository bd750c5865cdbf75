/// Bytes that a render takes in one folder.
package struct DiskNeed: Sendable, Equatable {
    /// The folder, as the user wrote it.
    package let folder: String
    /// At the most at a time, while it renders.
    package var rendering: Int
    /// The bytes that remain when it is done.
    package var kept: Int

    /// - Parameters:
    ///   - rendering: bytes at the most at a time.
    ///   - kept: bytes that remain.
    package init(folder: String, rendering: Int, kept: Int) {
        (self.folder, self.rendering, self.kept) = (folder, rendering, kept)
    }
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

extension Int {
    /// The sum, or the largest number where that is too large; of numbers of 0 or more.
    package func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    /// The product, or the largest number where that is too large; of numbers of 0 or more.
    package func multipliedClamped(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
