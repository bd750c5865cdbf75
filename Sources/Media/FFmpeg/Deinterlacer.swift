import CFFmpeg

/// Passes a decoder's frames on, the interlaced ones as whole pictures: FFmpeg's `bwdif`, one frame
/// for each, at its time.
///
/// Progressive frames come out as they are, also between interlaced ones; a film that has only such
/// never meets the filter.  An interlaced frame is computed from itself, the frame before and the frame
/// after, so the filter reads one frame ahead; at the film's ends the frame itself takes its
/// neighbour's place.  A reader that seeks must therefore start one shown frame earlier to get the
/// same pictures.
final class Deinterlacer {
    private let decoder: Decoder
    private let flags: InterlacingFlags
    private let place: String
    private var filter: FieldFilter?
    /// The frame decoded last, until it is passed on.
    private let decoded: Frame
    private var isWaiting = false
    /// The frame before, for the first interlaced one; empty where the filter has it.
    private let previous: Frame
    /// Whether there was an interlaced frame.
    private(set) var isInterlaced = false
    /// What decoding failed of while frames were still in the filter.
    private var failure: (any Error)?

    /// A stage behind the decoder of this stream.
    init(
        _ decoder: Decoder, _ stream: UnsafeMutablePointer<AVStream>, place: String
    ) throws {
        (self.decoder, self.place) = (decoder, place)
        flags = InterlacingFlags(of: stream)
        decoded = try Frame(place: place)
        previous = try Frame(place: place)
    }

    /// What a user should hear of once the first frame has been read; nil where that is progressive.
    var notice: String? {
        isInterlaced ? "the film is interlaced: whole frames are made of its fields (bwdif)" : nil
    }

    /// The next frame; false after the last.
    ///
    /// Throws as ``Decoder/next(into:)`` does, after the frames that were decoded before.
    func next(into frame: Frame) throws -> Bool {
        while true {
            if let filter {
                if try filter.pull(into: frame) { return true }
                if filter.hasEnded { self.filter = nil }
            }
            guard try decodeNext() else {
                guard let filter else { return try end() }
                try filter.finish()
                continue
            }
            if let filter, !filter.fits(decoded) {
                try filter.finish()
                continue
            }
            guard filter != nil || needsFilter(decoded) else {
                try pass(to: frame)
                return true
            }
            try push()
        }
    }

    /// Goes on at a key at or before a time, in the stream's ticks; false where the container cannot.
    func seek(to ticks: Int64) -> Bool {
        guard decoder.seek(to: ticks) else { return false }
        decoded.clear()
        previous.clear()
        (filter, isWaiting, failure) = (nil, false, nil)
        return true
    }

    /// Decodes a frame unless one is waiting; false at the end, which may be a failure.
    private func decodeNext() throws -> Bool {
        guard !isWaiting, failure == nil else { return isWaiting }
        do {
            isWaiting = try decoder.next(into: decoded)
        } catch {
            failure = error
        }
        if isWaiting { flags.complete(decoded) }
        return isWaiting
    }

    private func end() throws -> Bool {
        previous.clear()
        defer { failure = nil }
        if let failure { throw failure }
        return false
    }

    private func needsFilter(_ frame: Frame) -> Bool {
        frame.pointer.pointee.interlaced_frame != 0 && FieldFilter.takes(frame)
    }

    private func pass(to frame: Frame) throws {
        frame.clear()
        previous.clear()
        try FFmpegStatus.check(
            av_frame_ref(previous.pointer, decoded.pointer), "av_frame_ref", place: place)
        av_frame_move_ref(frame.pointer, decoded.pointer)
        isWaiting = false
    }

    private func push() throws {
        let filter = try self.filter ?? begin()
        self.filter = filter
        try filter.push(decoded)
        isWaiting = false
    }

    /// A filter that has seen the frame before, where that is of the same kind.
    private func begin() throws -> FieldFilter {
        let filter = try FieldFilter(for: decoded, place: place)
        isInterlaced = true
        if previous.pointer.pointee.width > 0, filter.fits(previous) {
            try filter.push(previous, isShown: false)
        }
        previous.clear()
        return filter
    }
}
