package import Timelines

/// Consecutive frames that show one image: a hold on a still input, else a single frame.
package struct FrameRun: Sendable, Equatable {
    /// The timeline's; empty at an anchor that the video leaves out.
    package let frames: Range<Int>
    /// The mixtures of its image.
    package let mixtures: FrameMixtures
    /// How many networks its image takes: ``FrameMixtures/networkCount(_:)``.
    var networks = 1
    /// Which image it shows: 0… in the order in which they are first shown.
    let image: Int
    /// Whether its image is computed whatever the tolerance.
    package var isAnchor = true
    /// The run before it that keeps the image for this one; nil where it is computed anew.
    var source: Int?
    /// Whether the image is kept for the next run that shows it.
    var isKept = false
}

extension [FrameRun] {
    /// From the anchor before a run to the one after it.
    func span(around index: Int) -> ClosedRange<Int> {
        let first = self[...index].lastIndex { $0.isAnchor } ?? startIndex
        let last = self[index...].firstIndex { $0.isAnchor } ?? endIndex - 1
        return first...last
    }
}
