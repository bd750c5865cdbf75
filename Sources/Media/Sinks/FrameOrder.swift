import Imaging

/// The part of a sink's state that all sinks share: its size, its count, and whether it has ended.
struct FrameOrder {
    /// Frames taken so far.
    private(set) var count = 0

    /// Whether the sink has been finished or cancelled.
    private(set) var hasEnded = false

    private var size: Size?

    /// The index (0…) of a frame that comes next.
    ///
    /// Throws ``MediaError/unsuitable(place:found:expected:)`` for another size than the first
    /// frame's and after the end.
    mutating func take(_ image: Image, place: String) throws -> Int {
        guard !hasEnded else { throw Self.afterEnd(place) }
        let first = size ?? image.size
        guard first == image.size else {
            throw MediaError.unsuitable(
                place: place, found: "frame \(count) of \(image.size)",
                expected: "\(first) as the first")
        }
        size = first
        count += 1
        return count - 1
    }

    /// Counts a frame that is there already.  Throws as ``take(_:place:)`` does after the end.
    mutating func pass(place: String) throws {
        guard !hasEnded else { throw Self.afterEnd(place) }
        count += 1
    }

    /// Ends; false when that has been done before.  Throws when there was no frame.
    mutating func finish(place: String) throws -> Bool {
        guard !hasEnded else { return false }
        hasEnded = true
        guard count > 0 else {
            throw MediaError.unsuitable(place: place, found: "no frames", expected: "at least one")
        }
        return true
    }

    /// Ends without a result.
    mutating func cancel() { hasEnded = true }

    private static func afterEnd(_ place: String) -> MediaError {
        .unsuitable(place: place, found: "a frame after the end", expected: "no more frames")
    }
}
