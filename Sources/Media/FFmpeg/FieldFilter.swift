import CFFmpeg

/// FFmpeg's `bwdif` for frames of one format and size: one frame comes out for each that goes in, one
/// later.
final class FieldFilter {
    /// Whether all frames have come out after ``finish()``.
    private(set) var hasEnded = false

    private let graph: FilterGraph
    private let format: Int32
    private let size: (width: Int32, height: Int32)
    private var isFinished = false
    /// How many frames that come out next are not passed on.
    private var hiddenCount = 0
    private var pushedCount: Int64 = 0

    /// Whether the frame is large enough: the filter needs three rows and columns of every plane.
    static func takes(_ frame: Frame) -> Bool {
        min(frame.pointer.pointee.width, frame.pointer.pointee.height) >= 16
    }

    /// A filter for frames of this one's format and size.
    init(for frame: Frame, place: String) throws {
        let picture = frame.pointer.pointee
        (format, size) = (picture.format, (picture.width, picture.height))
        graph = try FilterGraph(
            "buffer=width=\(size.width):height=\(size.height):pix_fmt=\(format):time_base=1/1"
                + ",bwdif=mode=send_frame:parity=auto:deint=interlaced,buffersink",
            needed: ["bwdif"], place: place)
    }

    func fits(_ frame: Frame) -> Bool {
        let picture = frame.pointer.pointee
        return picture.format == format && (picture.width, picture.height) == size
    }

    /// Takes the next frame; one that is not shown only serves those beside it.
    func push(_ frame: Frame, isShown: Bool = true) throws {
        // The filter doubles times and takes differences: plain numbers cannot overflow.  The frame's
        // own time is read from another field, which comes through unchanged.
        frame.pointer.pointee.pts = pushedCount
        pushedCount += 1
        if !isShown { hiddenCount += 1 }
        try graph.push(frame)
    }

    /// Says that no frame follows.
    func finish() throws {
        guard !isFinished else { return }
        isFinished = true
        try graph.push(nil)
    }

    /// The next frame that comes out; false when there is none yet, or none any more.
    func pull(into frame: Frame) throws -> Bool {
        while try graph.pull(into: frame) {
            guard hiddenCount > 0 else { return true }
            hiddenCount -= 1
        }
        hasEnded = isFinished
        return false
    }
}
