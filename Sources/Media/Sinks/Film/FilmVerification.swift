import CFFmpeg
import Files
import Timelines

/// Reads a written film back before it gets its name.
enum FilmVerification {
    /// Throws ``MediaError/verificationFailed(place:found:expected:)`` unless the file has exactly
    /// this many frames at exactly this rate, each at its time.
    ///
    /// - Parameter roundsTimes: whether the container rounds times to its ticks, and the time between
    ///   frames to nanoseconds.
    static func check(
        _ file: AtomicFile, frames: Int, rate: FrameRate, roundsTimes: Bool
    ) throws {
        func failed(_ found: String, _ expected: String) -> MediaError {
            .verificationFailed(place: file.place, found: found, expected: expected)
        }
        do {
            let demuxer = try Demuxer(RegularFile.media(file.partPath))
            guard let stream = demuxer.videoStream else { throw failed("no film", "a film") }
            demuxer.keepOnly(stream)
            let times = try times(demuxer, stream)
            guard times.count == frames else {
                throw failed("\(times.count) frames", "the \(frames) that were written")
            }
            // Frame k at k / rate, which the container's clock must be able to say.
            let (step, base) = (AVRational(rate.frameDuration), stream.pointee.time_base)
            for (index, time) in times.enumerated() {
                let isRight =
                    roundsTimes
                    ? time == av_rescale_q(Int64(index), step, base)
                    : av_compare_ts(time, base, Int64(index), step) == 0
                guard isRight else {
                    throw failed("frame \(index) at \(time) ticks", "\(index) / (\(rate)) s")
                }
            }
            let rates = demuxer.frameRates(of: stream)
            guard
                frames < 2
                    || rates.contains(where: { $0 == rate || roundsTimes && $0.isNear(rate) })
            else {
                throw failed("another frame rate", "\(rate)")
            }
        } catch MediaError.badInput(_, let found, _) {
            throw failed(found, "a film that can be read back")
        } catch FileError.inputOutput(_, let found, let expected) {
            throw FileError.inputOutput(path: file.place, found: found, expected: expected)
        }
    }

    /// When the stream's frames are shown, ascending.
    private static func times(
        _ demuxer: Demuxer, _ stream: UnsafeMutablePointer<AVStream>
    ) throws -> [Int64] {
        let packet = try Packet(place: demuxer.path)
        var times: [Int64] = []
        while try demuxer.read(into: packet) {
            guard packet.pointer.pointee.stream_index == stream.pointee.index else { continue }
            times.append(packet.pointer.pointee.pts)
        }
        return times.sorted()
    }
}

extension FrameRate {
    /// Whether a frame takes the same number of nanoseconds.
    fileprivate func isNear(_ other: FrameRate) -> Bool {
        abs(1e9 / framesPerSecond - 1e9 / other.framesPerSecond) <= 1
    }
}
