import Files
import Imaging
import Media
import Synchronization

/// The images of one form in a folder of segments, found by the keys of their frames.
///
/// What is there follows from the sidecars when it is made, and from segments that are added since;
/// a segment that turns out not to be whole is not there any more.
final class ImageIndex: Sendable {
    /// The folder of the segments.
    let folder: SegmentFolder
    private let index: Mutex<[Digest: Place]>
    /// By a render's mark, the first segment in which its input had no more frames.
    private let ends: Mutex<[String: Int]>

    /// The place of a stored frame.
    private struct Place {
        let segment: StoredSegment
        let image: Int
    }

    /// Reads the sidecars of a folder.
    ///
    /// - Parameter numbers: the segments whose sidecars are read; nil for all.
    /// - Throws: `FileError` for segments of a user who is not trusted.
    init(
        _ folder: SegmentFolder, _ form: StoredForm, segments numbers: Set<Int>? = nil
    ) throws {
        self.folder = folder
        var (index, ends) = ([Digest: Place](), [String: Int]())
        for (name, sidecar) in try folder.sidecars(of: numbers)
        where sidecar.form == form {
            Self.add(StoredSegment(sidecar, named: name, in: folder), &index, &ends)
        }
        self.index = Mutex(index)
        self.ends = Mutex(ends)
    }

    /// The number of stored frames.
    var count: Int { index.withLock { $0.count } }

    /// Whether a sidecar names an image; it may turn out to be damaged.
    func contains(_ key: Digest) -> Bool { index.withLock { $0[key] != nil } }

    /// Whether an image is there and its segment whole.
    func holds(_ key: Digest) -> Bool {
        guard let place = index.withLock({ $0[key] }) else { return false }
        if place.segment.verified() { return true }
        forget(place.segment)
        return false
    }

    /// An image; nil when there is none, or it is damaged, and then its segment is not there any more,
    /// nor its sidecar.
    func image(_ key: Digest) -> Image? {
        guard let place = index.withLock({ $0[key] }) else { return nil }
        if let image = place.segment.image(place.image) { return image }
        forget(place.segment)
        return nil
    }

    /// Whether the input of the render with a mark has no frames of a segment beyond those that are
    /// there.
    func inputEnded(_ mark: Digest, in number: Int) -> Bool {
        ends.withLock { $0[mark.description].map { $0 <= number } ?? false }
    }

    /// Takes a segment that has just been written.
    func add(_ segment: StoredSegment) {
        index.withLock { index in
            ends.withLock { ends in Self.add(segment, &index, &ends) }
        }
    }

    private static func add(
        _ segment: StoredSegment, _ index: inout [Digest: Place], _ ends: inout [String: Int]
    ) {
        for (image, key) in segment.keys.enumerated() {
            index[key] = Place(segment: segment, image: image)
        }
        guard let mark = segment.inputEnded else { return }
        ends[mark] = min(ends[mark] ?? .max, segment.number)
    }

    private func forget(_ segment: StoredSegment) {
        segment.disown()
        index.withLock { index in
            for key in segment.keys where index[key]?.segment === segment { index[key] = nil }
        }
    }
}
